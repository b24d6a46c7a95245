import { generateKeyPairSync, sign } from 'node:crypto';
import { headText } from '@ecab/shared/heads/slice';
import { fromBytes, hashOf, toBytes } from '@ecab/shared/ledger/entry';
import { stream } from '@ecab/shared/testing/meeting';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { keyDigits, openSigner, type Signer } from '../ledger/signer.js';
import { memoryStore } from '../storage/memory.js';
import { sha256Of } from './files.js';
import { jsonBytes, type Manifest, type SealedManifest, sealText } from './format.js';
import { verifyPackage } from './package.js';
import { packed, recordOf, smallMeeting } from './record.fixture.js';
import { Wrong } from './wrong.js';
import { unzip, zip } from './zip.js';

let signer: Signer;
let entries: Uint8Array[];
let whole: Uint8Array;
beforeAll(async () => {
  signer = await openSigner(memoryStore({ now: () => '2026-11-26T00:00:00.000Z' }).vault);
  entries = smallMeeting(signer);
  whole = await packed(recordOf(entries, signer));
});

/** Null if the package holds, else the place and the words of the first thing wrong. */
function verdict(bytes: Uint8Array, keys: readonly string[] | null = null): string | null {
  try {
    verifyPackage(bytes, { keys, say: () => {} });
    return null;
  } catch (fault) {
    if (!(fault instanceof Wrong)) throw fault;
    return `${fault.place}: ${fault.en}`;
  }
}
type Files = Map<string, Uint8Array>;
/** A package as a forger would make it again: files changed, manifest and structure in order. */
async function forged(
  change: (files: Files) => void,
  head?: (lines: readonly string[]) => Manifest['head'],
  key?: Pick<Signer, 'sealPackage'>,
) {
  const files: Files = new Map(unzip(whole).map(({ name, bytes }) => [name, bytes]));
  change(files);
  const manifest = JSON.parse(text(files.get('manifest.json'))) as SealedManifest;
  files.delete('manifest.json');
  const names = [...files.keys()].sort();
  const listed = names.map((name) => ({ name, sha256: sha256Of(files.get(name)!), size: files.get(name)!.length }));
  const lines = text(files.get('ledger.ndjson')).trimEnd().split('\n');
  const contents = { ...manifest, files: listed, ...(head && { head: head(lines) }) };
  const made = key ? { ...contents, seal: key.sealPackage(sealText(contents)) } : contents;
  return repacked(
    new Map([['manifest.json', jsonBytes(made)], ...names.map((name) => [name, files.get(name)!] as const)]),
  );
}
async function repacked(files: Files) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip([...files].map(([name, bytes]) => ({ name, read: async () => bytes }))))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const lastOf = (lines: readonly string[]) => ({ seq: lines.length, hash: hashOf(Buffer.from(lines.at(-1)!)) });
const replaceIn = (name: string, from: string | RegExp, to: string) => (files: Files) => {
  const before = text(files.get(name));
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  files.set(name, Buffer.from(after));
};
/** Writes the ledger anew from the entry that `change` touches on: every later entry chained to it, heads signed by `key`. */
function rewritten(change: (text: string) => string, key: Pick<Signer, 'signHead'> | null) {
  let before: Uint8Array | null = null;
  const hashes: string[] = [];
  return entries.map((bytes) => {
    const entry = fromBytes(Buffer.from(change(text(bytes))));
    const commands = entry.commands.map((command) => ({
      ...command,
      events: command.events.map((event) => {
        if (event.type !== 'head:signed' || !key) return event;
        const head = { of: event.of as number, hash: hashes[(event.of as number) - 1]! };
        return { ...event, ...head, ...key.signHead(stream, head) };
      }),
    }));
    const made = toBytes({ ...entry, prevHash: before && hashOf(before), commands });
    before = made;
    hashes.push(hashOf(made));
    return made;
  });
}
function forgersKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'jwk' }).x!;
  const sealPackage = (text_: string) => ({
    signature: sign(null, Buffer.from(text_), privateKey).toString('base64url'),
    key,
  });
  const signHead: Signer['signHead'] = (name, head) => sealPackage(headText(name, head));
  return { key, signHead, sealPackage };
}

test('a package as packed holds, with the key of the minutes too, and every step is told', () => {
  const said: string[] = [];
  verifyPackage(whole, { keys: [keyDigits(signer.publicKey)], say: (vi, en) => said.push(`${vi} · ${en}`) });
  expect(said).toHaveLength(11);
  expect(said.join('\n')).toMatch(/Polls: 2 with 7 ballots.*\n(.*\n)*.*Papers: 3 versions/);
});

test('the same meeting packed again gives the same bytes, also after entries that follow the archiving', async () => {
  expect(await packed(recordOf(entries, signer))).toEqual(whole);
  expect(await packed(recordOf(entries.slice(0, -1), signer))).toEqual(whole);
  await expect(packed(recordOf(entries.slice(0, -2), signer))).rejects.toThrow('has not been archived');
});

test('P22: any tool opens it, and papers of all versions and the minutes are byte for byte what was uploaded', () => {
  const files = unzipSync(whole);
  expect(Object.keys(files)).toEqual([
    'manifest.json',
    'annotations-shared.json',
    'attendance.json',
    'decisions.json',
    'key.txt',
    'ledger.ndjson',
    'minutes.json',
    'minutes.pdf',
    'papers/p04/1-du-thao-nghi-quyet.pdf',
    'papers/p04/2-duong-dan.pdf',
    'papers/p05/1-paper.pdf',
    'people.json',
    'polls.json',
    'tasks.json',
  ]);
  expect(text(files['papers/p04/2-duong-dan.pdf'])).toBe('%PDF-1.7 dự thảo, bản sửa %%EOF');
  expect(text(files['ledger.ndjson'])).toBe(
    entries
      .slice(0, -1)
      .map((one) => `${text(one)}\n`)
      .join(''),
  );
});

test('polls say who cast what where ballots were open, and only the tellers’ record where they were on paper', () => {
  const [open, paper] = JSON.parse(text(unzipSync(whole)['polls.json'])) as Record<string, unknown>[];
  expect(open).toMatchObject({ pollId: 'v1', countRecord: null, result: { outcome: 'passed', needed: 5 } });
  expect(open?.ballots).toHaveLength(7);
  expect(paper).toMatchObject({ pollId: 'v2', ballots: null, countRecord: { collected: 8, invalid: 1 } });
});

describe('one byte changed', () => {
  test('anywhere fails it, and the file is named', () => {
    const offsets = new Map(
      unzip(whole).map(({ name, bytes }) => [name, [bytes.byteOffset - whole.byteOffset, bytes.length] as const]),
    );
    for (const [name, [start, length]] of offsets) {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
          const changed = Uint8Array.from(whole);
          changed[start + at]! ^= by;
          expect(verdict(changed)).toBe(`${name}: the file differs from its checksum`);
        }),
        { seed: 9, numRuns: 8 },
      );
    }
  });

  test('of the structure fails it, every one of them', () => {
    const inside = new Set(
      unzip(whole).flatMap(({ bytes }) =>
        Array.from({ length: bytes.length }, (_, i) => bytes.byteOffset - whole.byteOffset + i),
      ),
    );
    let structure = 0;
    for (let at = 0; at < whole.length; at += 1) {
      if (inside.has(at)) continue;
      structure += 1;
      const changed = Uint8Array.from(whole);
      changed[at]! ^= 1 << (at % 8);
      expect(verdict(changed), `byte ${at}`).toMatch(/ZIP|checksum|manifest/);
    }
    expect(structure).toBeGreaterThan(1_000);
  });

  test('cut off, or with something after it, it fails', () => {
    for (const length of [0, 1, 29, 30, 1_000, whole.length - 23, whole.length - 1])
      expect(verdict(whole.subarray(0, length))).toMatch(/^(ZIP|manifest)/);
    expect(verdict(Buffer.concat([whole, Buffer.from([0])]))).toMatch(/^ZIP/);
  });
});

describe('made anew with manifest and structure in order, it is told', () => {
  test.each<[string, (files: Files) => void, string]>([
    [
      'a paper exchanged',
      (files) => files.set('papers/p04/1-du-thao-nghi-quyet.pdf', Buffer.from('%PDF')),
      'papers/p04/1-du-thao-nghi-quyet.pdf: is not the paper that was added',
    ],
    [
      'a paper left out',
      (files) => files.delete('papers/p05/1-paper.pdf'),
      'papers/p05/1-paper.pdf: the file is missing',
    ],
    [
      'a paper put in',
      (files) => files.set('papers/p06/1-x.pdf', Buffer.from('%PDF')),
      'papers/p06/1-x.pdf: is a paper that the ledger does not know',
    ],
    [
      'other minutes',
      (files) => files.set('minutes.pdf', Buffer.from('%PDF')),
      'minutes.pdf: is not the minutes that were issued',
    ],
    [
      'other lists',
      replaceIn('polls.json', '"choice":"reject"', '"choice":"approve"'),
      'polls.json: does not follow from the ledger',
    ],
    [
      'a ballot changed',
      replaceIn('ledger.ndjson', '"choice":"reject"', '"choice":"approve"'),
      'ledger.ndjson, mục/entry 11: does not follow entry 10: one of the two was changed',
    ],
    [
      'an entry taken out',
      replaceIn('ledger.ndjson', /^.*"seq":11,.*\n/m, ''),
      'ledger.ndjson, mục/entry 11: is numbered 12',
    ],
    [
      'an entry written otherwise',
      replaceIn('ledger.ndjson', '{"commands"', '{ "commands"'),
      'ledger.ndjson, mục/entry 1: is no entry of a ledger',
    ],
    [
      'a ledger cut off',
      replaceIn('ledger.ndjson', /.*\n$/, ''),
      'ledger.ndjson, mục/entry 25: the last entry differs from the manifest',
    ],
    [
      'a name in a list that no entry speaks of',
      replaceIn('annotations-shared.json', '"versionId"', '"other"'),
      'manifest.json: the signature is not valid',
    ],
    ['no key', (files) => files.set('key.txt', Buffer.from('\n')), 'key.txt: holds no public key'],
  ])('%s', async (_, change, told) => {
    expect(verdict(await forged(change))).toBe(told);
  });

  const ledger = (lines: readonly Uint8Array[]) => (files: Files) =>
    void files.set('ledger.ndjson', Buffer.concat(lines.slice(0, -1).flatMap((line) => [line, Buffer.from('\n')])));

  test('a whole chain written anew without the key is told by the first signature', async () => {
    const lines = rewritten((one) => one.replace('Tài liệu p04', 'Tài liệu khác'), null);
    expect(verdict(await forged(ledger(lines), lastOf))).toBe(
      'ledger.ndjson, mục/entry 7: differs from the hash that was signed',
    );
  });

  test('what followed the last signed head is covered by the seal', async () => {
    const lines = rewritten((one) => one.replace('"symbol":"08/BB-UBND"', '"symbol":"09/BB-UBND"'), null);
    expect(verdict(await forged(ledger(lines), lastOf))).toBe('manifest.json: the signature is not valid');
  });

  test('of a package of the first layout, which had no seal, it is said what no signature covers', async () => {
    const files: Files = new Map(unzip(whole).map(({ name, bytes }) => [name, bytes]));
    const { seal: _, ...older } = JSON.parse(text(files.get('manifest.json'))) as SealedManifest;
    files.set('manifest.json', jsonBytes({ ...older, version: 1 }));
    const said: string[] = [];
    verifyPackage(await repacked(files), { keys: null, say: (_vi, en) => said.push(en) });
    expect(said.at(-1)).toBe('Not signed: entries 20 to 26 and the manifest (a package of the first layout)');
  });

  test.each<[string, RegExp, string, string]>([
    ['a signature that is not the key’s', /"signature":"(.)/, '"signature":"_', 'the signature is not valid'],
    [
      'a head that was never signed',
      /\{"hash":[^{}]*"type":"head:signed","v":1\}/,
      '{"personId":"s1","type":"meeting:undelegated","v":1}',
      'was to be signed and is not',
    ],
  ])('%s is told', async (_, from, to, told) => {
    const last = text(entries.findLast((one) => text(one).includes('head:signed')));
    const lines = rewritten((one) => (one === last ? one.replace(from, to) : one), null);
    expect(verdict(await forged(ledger(lines), lastOf))).toMatch(new RegExp(`^ledger.ndjson, mục/entry 19: ${told}$`));
  });

  test('signed anew with another key it is told by the key printed in the minutes', async () => {
    const key = forgersKey();
    const lines = rewritten((one) => one.replace('Tài liệu p04', 'Tài liệu khác'), key);
    const change = (files: Files) => {
      ledger(lines)(files);
      files.set('key.txt', Buffer.from(`${Buffer.from(key.key, 'base64url').toString('hex')}\n`));
    };
    const made = await forged(change, lastOf, key);
    expect(verdict(made)).toBeNull();
    expect(verdict(made, [keyDigits(signer.publicKey)])).toBe(
      `key.txt: key ${keyDigits(key.key)} is not the one given`,
    );
  });

  test.each<[string, (text: string) => string, string]>([
    [
      'counts that are not those of the ballots',
      (one) => one.replaceAll('"approve":6,"invalid":0', '"approve":7,"invalid":0'),
      'the counts differ from the ballots',
    ],
    [
      'an outcome that does not follow',
      (one) => one.replaceAll('"needed":5,"outcome":"passed"', '"needed":5,"outcome":"failed"'),
      'the outcome does not follow from the counts',
    ],
    [
      'a second ballot of one person',
      (one) => one.replaceAll(/"actor":"p6"(.*)"personId":"p6","pollId"/g, '"actor":"p5"$1"personId":"p5","pollId"'),
      'a second ballot of one person',
    ],
    [
      'a ballot that another sent',
      (one) => one.replace('"personId":"p5","pollId"', '"personId":"p8","pollId"'),
      'a ballot that somebody else sent',
    ],
    [
      'a stranger on the roll',
      (one) => one.replace('"roll":["p0","p1"', '"roll":["p0","x1"'),
      'the roll names somebody who is no member',
    ],
    [
      'a record that does not add up',
      (one) =>
        one.replace(
          '"record":{"collected":8,"entitled":9,"invalid":1,"issued":8,"valid":7}',
          '"record":{"collected":8,"entitled":9,"invalid":1,"issued":7,"valid":7}',
        ),
      "the tellers' record is missing or does not add up",
    ],
  ])('even by who holds the key: %s', async (_, change, told) => {
    const lines = rewritten(change, signer);
    expect(lines.some((line, i) => text(line) !== text(entries[i]))).toBe(true);
    expect(verdict(await forged(ledger(lines), lastOf))).toMatch(
      new RegExp(`^ledger.ndjson, mục/entry \\d+: ${told}$`),
    );
  });
});
