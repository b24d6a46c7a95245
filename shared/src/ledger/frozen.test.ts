import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { machine, none } from '../testing/meeting.js';
import { fold } from './batch.js';
import { digestOf, fromBytes, hashOf, toBytes } from './entry.js';
import { NewerThanThis } from './machine.js';

// The bytes of a whole meeting as release 1 stored them, its `floor:given` in the form before limits. They are never made
// anew: a later release adds a file of its own. The digest of the state may change when the state's own form does, which is
// then told in the commit; the head of the chain may not.
const read = (name: string) => readFileSync(new URL(`../testing/frozen/${name}`, import.meta.url), 'utf8');
const lines = read('1.ndjson').trimEnd().split('\n');
const entries = lines.map((line) => new TextEncoder().encode(line));
const kept = JSON.parse(read('1.json')) as { head: string; state: string };

describe('the ledger of release 1', () => {
  const folded = entries.reduce((state, bytes) => fold(machine, state, bytes), none);
  test('is read to its end, and comes to the state it came to then', () => {
    expect(folded.hash).toBe(kept.head);
    expect(digestOf(folded.state)).toBe(kept.state);
    expect(folded.state.meeting.state).toBe('archived');
    expect(folded.state.voting.polls.v1?.result).toMatchObject({ outcome: 'passed', needed: 3 });
    expect(folded.state.agenda.items.b3b?.state).toBe('adopted');
  });
  test('is canonical: what is read and written again is the same bytes', () => {
    for (const [i, bytes] of entries.entries()) {
      expect(new TextDecoder().decode(toBytes(fromBytes(bytes)))).toBe(lines[i]);
      expect(fromBytes(bytes).prevHash).toBe(i === 0 ? null : hashOf(entries[i - 1] ?? bytes));
    }
  });
  test('holds a floor given without a limit, which counts as ten minutes', () => {
    const events = entries.flatMap((bytes) => fromBytes(bytes).commands.flatMap((one) => one.events));
    const given = events.filter(({ type }) => type === 'floor:given');
    expect(given).toEqual([{ type: 'floor:given', v: 1, personId: 'p3', itemId: 'i2' }]);
    expect(given.map(machine.upcast)).toEqual([
      { type: 'floor:given', personId: 'p3', itemId: 'i2', limitMs: 600_000 },
    ]);
    expect(folded.state.floor.speeches).toMatchObject([{ personId: 'p3', summary: 'Đề nghị làm rõ nguồn vốn' }]);
  });
  test('holds every event of the release but a cancelled meeting, each of a version that is known', () => {
    const events = entries.flatMap((bytes) => fromBytes(bytes).commands.flatMap((one) => one.events));
    for (const { type, v } of events) expect(v).toBeLessThanOrEqual(machine.versionOf(type));
    expect(new Set(events.map(({ type }) => type)).size).toBe(53);
  });
  test('is noticed when one byte of it is changed', () => {
    const middle = lines[6] ?? '';
    const changed = new TextEncoder().encode(middle.replace('"choice":"approve"', '"choice":"reject"'));
    expect(hashOf(changed)).not.toBe(hashOf(entries[6] ?? changed));
    const forged = [...entries.slice(0, 6), changed, ...entries.slice(7)];
    expect(() => forged.reduce((state, bytes) => fold(machine, state, bytes), none)).toThrow(RangeError);
  });
  test('stops a release that does not know an event of it, before anything is decided', () => {
    const last = fromBytes(entries.at(-1) ?? new Uint8Array());
    const before = entries.slice(0, -1).reduce((state, bytes) => fold(machine, state, bytes), none);
    for (const event of [
      { type: 'meeting:archived', v: 2 },
      { type: 'meeting:sealed', v: 1 },
    ]) {
      const [first, ...rest] = last.commands;
      if (!first) throw new Error('no command');
      const newer = toBytes({ ...last, commands: [{ ...first, events: [event] }, ...rest] });
      expect(() => fold(machine, before, newer)).toThrow(NewerThanThis);
    }
  });
});
