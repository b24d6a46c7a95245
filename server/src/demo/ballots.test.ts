import { describe, expect, test } from 'vitest';
import { ballotsOf } from './ballots.js';

const people = Array.from({ length: 24 }, (_, i) => `p-${i}`);
const chair = 'p-0';
const counts = { approve: 12, reject: 10, not_voting: 1, no_response: 4 };
const counted = (cast: ReturnType<typeof ballotsOf>) => {
  const of = (choice: string) => cast.filter(([, one]) => one === choice).length;
  return { approve: of('approve'), reject: of('reject'), not_voting: of('not_voting') };
};

describe('ballots made up from the counts', () => {
  test.each([null, 'approve', 'reject', 'not_voting'] as const)(
    'add up to them, the chair casting %s',
    (chairChoice) => {
      const cast = ballotsOf({ counts, chairChoice }, people, chair, 'v1');
      expect(counted(cast)).toEqual({ approve: 12, reject: 10, not_voting: 1 });
      expect(new Set(cast.map(([personId]) => personId)).size).toBe(23);
      if (chairChoice !== null) expect(cast).toContainEqual([chair, chairChoice]);
    },
  );
  test('are the same every time, and others for another poll', () => {
    const of = (seed: string) => ballotsOf({ counts, chairChoice: null }, people, chair, seed);
    expect(of('v1')).toEqual(of('v1'));
    expect(of('v1')).not.toEqual(of('v2'));
  });
  test('are not more than there were people', () => {
    expect(() => ballotsOf({ counts, chairChoice: null }, people.slice(0, 22), chair, 'v1')).toThrow(RangeError);
  });
});
