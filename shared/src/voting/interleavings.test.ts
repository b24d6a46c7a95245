import { expect, test } from 'vitest';
import { type Decision, decideAll, type Folded, fold, type Sent } from '../ledger/batch.js';
import { fromBytes } from '../ledger/entry.js';
import type { Room } from '../ledger/machines.js';
import { after, cast, close, incarnation, machine, put, session, startsAt, stream } from '../testing/meeting.js';
import { count } from './tally.js';

/**
 * Two voters, one of them on two tablets that choose differently and one of those sending again, the chair's close, two
 * nodes on one store, and one crash in the middle of an append: stored or lost, the node dead or only without an answer.
 * Every order of arriving, deciding and appending is gone through (THREATS.md, Ballots).
 */
const start = after(session(4), put());
const commands: Readonly<Record<string, Sent<Room>>> = {
  a: cast('p1', 'approve', 'v1', 'a'),
  again: cast('p1', 'approve', 'v1', 'a'),
  b: cast('p1', 'reject', 'v1', 'b'),
  c: cast('p2', 'approve', 'v1', 'c'),
  close: { ...close(), commandId: 'close' },
};

/**
 * A node: up to where it has read, and the messages that it is appending, by their key in `commands`. What waits in it is
 * with what is still to be sent: a dead node's is sent again, so the two cannot be told apart.
 */
interface Node {
  readonly read: number;
  readonly appending: readonly string[] | null;
}
interface World {
  /** Each entry by the messages that made it. */
  readonly store: readonly (readonly string[])[];
  readonly nodes: readonly [Node, Node];
  readonly toSend: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  readonly crashed: boolean;
}
const idle: Node = { read: 0, appending: null };

const known = new Map<
  string,
  { readonly folded: Folded<Room>; readonly bytes: Uint8Array | null; readonly answers: readonly Decision[] }
>();
/** What a batch is decided to be on the first entries of a store, with the state that follows; worked out once each. */
function decided(store: World['store'], batch: readonly string[]): NonNullable<ReturnType<typeof known.get>> {
  const key = [...store, batch].map((one) => one.join()).join('|');
  const before = known.get(key);
  if (before) return before;
  const state = stateOf(store);
  const sent = batch.map((one) => commands[one] as Sent<Room>);
  const { answers, bytes } = decideAll(machine, state, sent, startsAt, { stream, incarnation });
  const found = { answers, bytes, folded: bytes ? fold(machine, state, bytes) : state };
  known.set(key, found);
  return found;
}
function stateOf(store: World['store']): Folded<Room> {
  const last = store.at(-1);
  return last ? decided(store.slice(0, -1), last).folded : start;
}

function set(world: World, at: 0 | 1, node: Partial<Node>): World {
  const nodes: [Node, Node] = [...world.nodes];
  nodes[at] = { ...world.nodes[at], ...node };
  return { ...world, nodes };
}
function answer(world: World, batch: readonly string[], answers: readonly Decision[]): World {
  const said = batch.map((one, i) => {
    const given = answers[i];
    return [one, given?.ok ? `ok ${given.at.seq}` : (given?.refusal ?? '')] as const;
  });
  return { ...world, answers: { ...world.answers, ...Object.fromEntries(said) } };
}
/**
 * What may have gathered in a node: one message or two, in either order. More were gone through once (15,014,031 worlds,
 * 66,750 endings, none bad); that a batch decides as its commands one by one is a property of every batch.
 */
function* batches(from: readonly string[]): Generator<readonly string[]> {
  for (const one of from) {
    // What is sent again is sent after the first time.
    if (one === 'again' && from.includes('a')) continue;
    const rest = from.filter((other) => other !== one);
    yield [one];
    for (const other of rest) if (other !== 'again' || !rest.includes('a')) yield [one, other];
  }
}
/** All that may happen next. */
function* next(world: World): Generator<World> {
  for (const at of [0, 1] as const) {
    const { read, appending } = world.nodes[at];
    if (!appending) {
      for (const batch of batches(world.toSend)) {
        const toSend = world.toSend.filter((one) => !batch.includes(one));
        yield set({ ...world, toSend }, at, { appending: batch });
      }
      continue;
    }
    // It decided on what it had read. If that is not the head, the append has moved, or the refusal is stale: read on.
    if (read < world.store.length) {
      yield set(world, at, { read: world.store.length });
      continue;
    }
    const { bytes, answers } = decided(world.store, appending);
    const stored: World = bytes ? { ...world, store: [...world.store, appending] } : world;
    yield answer(set(stored, at, { read: stored.store.length, appending: null }), appending, answers);
    if (world.crashed || !bytes) continue;
    for (const outcome of [stored, world]) {
      // The outcome is unknown to it: it reads on and decides anew, and its memory finds what was stored.
      yield { ...outcome, crashed: true };
      // It is dead: whoever had no answer sends again, and it begins from the store.
      yield set({ ...outcome, crashed: true, toSend: [...world.toSend, ...appending].sort() }, at, idle);
    }
  }
}
/** Two nodes are alike: which of them is the first makes no other world. */
const keyOf = ({ nodes, ...world }: World) => JSON.stringify([world, nodes.map((one) => JSON.stringify(one)).sort()]);

test('no ending has two ballots of one voter, another recount, a ballot acknowledged and not counted, or counted and refused', () => {
  const met = new Set<string>();
  const endings = new Set<string>();
  const todo: World[] = [
    { store: [], nodes: [idle, idle], toSend: Object.keys(commands), answers: {}, crashed: false },
  ];
  for (let world = todo.pop(); world; world = todo.pop()) {
    let stuck = true;
    for (const one of next(world)) {
      stuck = false;
      const key = keyOf(one);
      if (met.has(key)) continue;
      met.add(key);
      todo.push(one);
    }
    if (stuck) {
      endings.add(JSON.stringify([world.store, world.answers]));
      check(world);
    }
  }
  // That there was something to go through.
  expect(met.size).toBeGreaterThan(200_000);
  expect([...endings].some((one) => one.includes('poll-not-open'))).toBe(true);
  expect([...endings].some((one) => one.includes('already-cast'))).toBe(true);
}, 60_000);

function check({ store, answers }: World) {
  const poll = stateOf(store).state.voting.polls.v1;
  const recorded = store.flatMap((batch, i) => {
    const { bytes } = decided(store.slice(0, i), batch);
    return bytes ? fromBytes(bytes).commands.map((one) => ({ ...one, seq: start.seq + i + 1 })) : [];
  });
  const ids = recorded.map(({ commandId }) => commandId);
  const closedAt = ids.indexOf('close');
  const ballots = recorded.flatMap(({ commandId, actor, events }) =>
    events.flatMap((one) =>
      one.type === 'ballot:recorded' ? [{ commandId, actor, choice: one.choice as 'approve' | 'reject' }] : [],
    ),
  );
  expect(Object.keys(answers).sort()).toEqual(Object.keys(commands).sort());
  // 1. One ballot a voter, none after the close, nothing twice.
  expect(new Set(ballots.map(({ actor }) => actor)).size).toBe(ballots.length);
  expect(ids.findLastIndex((id) => id !== 'close')).toBeLessThan(closedAt);
  expect(new Set(ids).size).toBe(ids.length);
  // 2. A recount of the entries before the close gives what was closed.
  expect(poll?.state).toBe('closed');
  expect(poll?.result?.counts).toEqual(
    count(
      ballots.map(({ choice }) => choice),
      4,
    ),
  );
  // 3. and 4. Told that it is recorded where it is, and under which number; told no where it is not.
  for (const [key, said] of Object.entries(answers)) {
    const entry = recorded.find(({ commandId }) => commandId === commands[key]?.commandId);
    expect([key, said.startsWith('ok') ? said : 'no']).toEqual([key, entry ? `ok ${entry.seq}` : 'no']);
  }
}
