import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyDigits, openSigner } from '../ledger/signer.js';
import { memoryStore } from '../storage/memory.js';
import { runVerify } from './cli.js';
import { packed, recordOf, smallMeeting } from './record.fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'ecab-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));
const intact = join(folder, 'intact.zip');
const broken = join(folder, 'broken.zip');
let digits: string;
beforeAll(async () => {
  const signer = await openSigner(memoryStore({ now: () => '2026-11-26T00:00:00.000Z' }).vault);
  digits = keyDigits(signer.publicKey);
  const bytes = await packed(recordOf(smallMeeting(signer), signer));
  writeFileSync(intact, bytes);
  writeFileSync(broken, Buffer.from(bytes.map((byte, i) => (i === 5_000 ? byte ^ 1 : byte))));
});
function run(...args: string[]) {
  const lines: string[] = [];
  return { code: runVerify(args, (line) => lines.push(line)), lines };
}

test('an intact record ends with 0 and says so in both languages', () => {
  const { code, lines } = run(intact, '--key', digits.toUpperCase());
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe('Hồ sơ nguyên vẹn · The record is intact');
  expect(lines.slice(0, -1).every((line) => /^✓ .+ · .+$/.test(line))).toBe(true);
});

test('one changed byte, or another key, ends with 1 and names where', () => {
  expect(run(broken)).toEqual({ code: 1, lines: [expect.stringMatching(/^✗ SAI · WRONG: ledger\.ndjson: .+ · .+$/)] });
  const other = run(intact, '--key', '0123456789abcdef');
  expect(other.code).toBe(1);
  expect(other.lines.at(-1)).toMatch(/^✗ SAI · WRONG: key\.txt: /);
});

test.each([[['no-such-file.zip']], [[]], [['a.zip', 'b.zip']], [['a.zip', '--key', 'abc']], [['a.zip', '--force']]])(
  '%j is nothing to check: 2',
  (args) => {
    expect(run(...args)).toMatchObject({ code: 2, lines: [expect.any(String)] });
  },
);

test('it needs nothing of the server: its modules import shared, Node and each other only', () => {
  const here = new URL('.', import.meta.url);
  const modules = readdirSync(here).filter((file) => !/\.(test|fixture)\.ts$/.test(file));
  const imports = modules.flatMap((file) =>
    Array.from(readFileSync(new URL(file, here), 'utf8').matchAll(/from '([^']+)'/g), ([, from]) => from!),
  );
  expect(imports.length).toBeGreaterThan(30);
  expect(imports.filter((from) => !/^(@ecab\/shared\/|node:|\.\/|zod$)/.test(from))).toEqual([]);
});
