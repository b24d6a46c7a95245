import { grant, system, type Who } from '@ecab/shared/access/can';
import { decideAll, empty, type Folded, fold } from '@ecab/shared/ledger/batch';
import type { Machine } from '@ecab/shared/ledger/machine';
import { type Kind, kindOf, machines, type States } from '@ecab/shared/ledger/machines';
import { openSigner } from '../ledger/signer.js';
import type { Store } from '../storage/ports.js';
import { type Ordered, rolesOf } from './past.fixture.js';

const who = (personId: string): Who =>
  personId === 'system' ? system : { personId, bodyRoles: rolesOf(personId), displayOf: null };
const signed = /"type":"(poll:opened|poll:closed|session:closed)"/;

/** Writes commands into a store. @throws Error naming the first one that was refused. */
export type Write = (orders: Iterable<Ordered>) => Promise<void>;

/**
 * Writes as the server would: each command decided on the state before it and allowed by `grant`, those of one stream and
 * one instant in one entry, heads signed where they are due.
 */
export async function createWriter(store: Store): Promise<Write> {
  const signer = await openSigner(store.vault);
  const streams = new Map<string, Folded<unknown>>();
  let made = 0;

  async function write(batch: readonly Ordered[]) {
    const [{ stream, at }] = batch as [Ordered];
    const kind = kindOf(stream) as Kind;
    const machine = machines[kind] as Machine<unknown>;
    const before = streams.get(stream) ?? empty(machine);
    const sent = batch.map(({ actor, name, request }) => {
      const parsed = machine.parse(name, request, true);
      if (typeof parsed === 'string') throw new Error(`${stream} ${name}: ${parsed}`);
      made += 1;
      const may = (state: unknown) => grant(kind, state as States[Kind], who(actor), name);
      return { ...parsed, commandId: `past-${made}`, actor, may };
    });
    const { incarnation } = store;
    const { answers, bytes, faults } = decideAll(machine, before, sent, at, { stream, incarnation });
    for (const [i, answer] of answers.entries())
      if (!answer.ok)
        throw new Error(`${stream} ${batch[i]!.actor} ${batch[i]!.name}: ${answer.refusal}`, {
          cause: faults[0]?.fault,
        });
    const after = fold(machine, before, bytes!);
    if ((await store.streams.append(stream, before.seq, bytes!)) !== 'stored') throw new Error(`${stream} moved`);
    streams.set(stream, after);
    if (!signed.test(new TextDecoder().decode(bytes!))) return;
    const head = { of: after.seq, hash: after.hash! };
    const request = { ...head, ...signer.signHead(stream, head) };
    await write([{ stream, actor: 'system', at, name: 'head:sign', request }]);
  }

  return async (orders) => {
    let batch: Ordered[] = [];
    for (const order of orders) {
      const last = batch.at(-1);
      if (last && (last.stream !== order.stream || last.at !== order.at)) {
        await write(batch);
        batch = [];
      }
      batch.push(order);
    }
    if (batch.length > 0) await write(batch);
  };
}
