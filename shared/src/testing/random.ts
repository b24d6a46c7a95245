import type { Sent } from '../ledger/batch.js';
import type { MeetingCommands, Room } from '../ledger/machines.js';
import { paper, put, sent } from './meeting.js';

/** Draws a whole number from 0 to `below`, exclusive. */
export type Draw = (below: number) => number;
/** Chance that repeats: the same seed draws the same (mulberry32). */
export function drawsOf(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const among = <One>(draw: Draw, list: readonly One[]): One => list[draw(list.length)] as One;
const everybody = ['p0', 'p1', 'p2', 'p3', 's1', 's2', 'g1', 'u1', 'o1', 'k1', 'x1'] as const;
const people = ['p0', 'p1', 'p2', 'p3', 'u1', 'o1'] as const;

/**
 * A command of a running meeting, by somebody who may or may not, that fits or not. Ids of commands repeat, so that some
 * are sent twice.
 */
export function randomCommand(seed: number): Sent<Room> {
  const draw = drawsOf(seed);
  const itemId = among(draw, ['i1', 'i2', 'i2', 'b3', 'b3a', 'i4', 'i5']);
  const pollId = among(draw, ['v1', 'v1', 'v2']);
  const personId = among(draw, people);
  const choices: { readonly [Name in keyof MeetingCommands]?: MeetingCommands[Name] } = {
    'attendance:check-in': {},
    'attendance:leave': {},
    'attendance:record': { personId },
    'attendance:depart': { personId },
    'attendance:admit': { personId: 'g1', itemId: 'i5' },
    'attendance:dismiss': { personId: 'g1' },
    'person:release': { personId: among(draw, ['g1', 'o1', 'p1']) },
    'floor:ask': { kind: among(draw, ['procedure', 'reply', 'debate', 'speech']) },
    'floor:withdraw': {},
    'floor:give': { personId, limitMs: 60_000 },
    'floor:end': {},
    'floor:move': { personId, place: draw(3) },
    'presenter:take': {},
    'presenter:hand': { personId },
    'presenter:release': {},
    'item:call': { itemId },
    'item:close-doors': { itemId },
    'item:open-doors': {},
    'ballot:cast': { pollId, choice: among(draw, ['approve', 'reject', 'not_voting']) },
    'poll:close': { pollId },
    'poll:announce': { pollId },
    'poll:abort': { pollId, reason: 'Đặt lại' },
    'poll:confirm': {
      ...{ pollId, approve: 3, reject: 0, not_voting: 0 },
      record: { entitled: 4, issued: 3, collected: 3, valid: 3, invalid: 0 },
    },
    'item:conclude': {
      itemId,
      outcome: among(draw, ['noted', 'adopted', 'rejected', 'deferred']),
      text: 'Kết luận',
      tasks: [],
    },
    'session:pause': {},
    'session:resume': {},
  };
  const counted = draw(4);
  const record = { entitled: 4, issued: 4, collected: 4, valid: 4, invalid: 0 };
  const actor = among(draw, everybody);
  const commandId = `${actor}-${draw(60)}`;
  switch (draw(6)) {
    case 0:
      return { ...put(itemId, pollId, { kind: itemId === 'i4' ? 'paper' : 'open' }), commandId, actor: 'p0' };
    case 1:
      return sent('p0', 'ballot:cast', { pollId, choice: 'approve' }, commandId);
    case 2:
      return draw(2)
        ? sent('s2', 'poll:record', { pollId, approve: counted, reject: 4 - counted, not_voting: 0, record }, commandId)
        : { ...paper(`t-${itemId}`, itemId, among(draw, ['b', 'c'])), commandId };
    default: {
      const name = among(draw, Object.keys(choices) as (keyof typeof choices)[]);
      // Mostly by who may, or a random meeting would stand still.
      const by = draw(3) ? actor : among(draw, ['p0', 's1']);
      return sent(by, name, choices[name] as never, commandId);
    }
  }
}
