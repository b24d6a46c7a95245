import type { Answer, At } from '@ecab/shared/contract/wire';
import type { Sealed } from '@ecab/shared/kit/forms';
import type { CommandName, Commands as Table } from '@ecab/shared/ledger/machines';
import { createStore } from 'zustand/vanilla';
import { type Connection, isPassing, Lost } from './connection.js';
import type { Database, KeptCommand } from './database.js';
import { type Device, newId, pause } from './device.js';
import type { Readable } from './readable.js';
import type { Tab } from './tab.js';

export type CommandState = { readonly commandId: string; readonly stream: string; readonly name: string } & Became;
type Became =
  | { readonly state: 'waiting' }
  /** `attempt` counts from 1; from 2 on it is sent again, and still is one command. */
  | { readonly state: 'sending'; readonly attempt: number }
  | { readonly state: 'recorded'; readonly at: At }
  /** `now`: server time of the refusal; of this device where the refusal is its own `offline`. */
  | { readonly state: 'refused'; readonly refusal: string; readonly now: string };
/** What a tablet asks with: the server completes some requests, and seals personal text itself. */
export type Asking<Name extends CommandName> = {
  readonly [Field in keyof Table[Name]]?: Table[Name][Field] extends Sealed | null
    ? { readonly unsealed: string } | null
    : Table[Name][Field];
} & { readonly [other: string]: unknown };

export interface SendOptions {
  /** Finds the command again, also after a reload: `ballot:{pollId}`. While one with this key is under way, it is that one. */
  readonly key?: string;
  /** May wait without a connection. Left out, it is refused as soon as the tablet is `offline`, unless it was sent already. */
  readonly queue?: boolean;
}
export interface CommandSender {
  /**
   * Sends a command until it is answered: again after a lost answer, a reconnect or a reload, always under the id that
   * was kept before the first send. Commands to one stream go one after the other.
   *
   * @returns the server's answer, or the refusal `offline` of this tablet.
   */
  send<Name extends CommandName>(stream: string, name: Name, request: Asking<Name>, how?: SendOptions): Promise<Answer>;
  /** By key, what became of it; those from before a reload stand here as soon as the tab that sent them is gone. */
  readonly states: Readable<ReadonlyMap<string, CommandState>>;
  /** Commands of this tab that are not answered. */
  readonly waiting: Readable<number>;
  /** Lets the outcome under a key be forgotten: the person has seen it. */
  forget(key: string): void;
  /** Survivors of a reload have been read. */
  readonly ready: Promise<void>;
  close(): void;
}

const became = (answer: Answer): Became =>
  answer.ok ? { state: 'recorded', at: answer.at } : { state: 'refused', refusal: answer.refusal, now: answer.now };

interface Parts {
  readonly db: Database;
  readonly connection: Connection;
  readonly device: Pick<Device, 'backOff' | 'now' | 'page' | 'report'>;
  readonly tab: Tab;
}
interface Job {
  readonly command: KeptCommand;
  readonly queue: boolean;
  /** Its key in the database, null if it could not be kept; undefined before that is tried. */
  kept: Promise<number | null> | undefined;
  attempt: number;
  answered: (answer: Answer) => void;
}

export function createCommands(parts: Parts): CommandSender {
  const { db, connection, device, tab } = parts;
  const states = createStore<ReadonlyMap<string, CommandState>>(() => new Map());
  const waiting = createStore<number>(() => 0);
  const underWay = new Map<string, Promise<Answer>>();
  const lines = new Map<string, Job[]>();
  const running = new Set<string>();
  let closed = false;

  /** While it is being connected nobody knows yet: what is asked then waits for the outcome. */
  const isOffline = () => connection.state.getState().link === 'offline';

  function show({ commandId, stream, name, key }: KeptCommand, became: Became) {
    if (key === null) return;
    states.setState(new Map(states.getState()).set(key, { commandId, stream, name, ...became }), true);
  }
  const recount = () =>
    waiting.setState(
      [...lines.values()].reduce((sum, line) => sum + line.length, 0),
      true,
    );

  function enqueue(job: Job) {
    const { stream } = job.command;
    const line = lines.get(stream) ?? [];
    line.push(job);
    lines.set(stream, line);
    recount();
    show(job.command, { state: 'waiting' });
    void run(stream);
  }
  /** Works off one stream's commands, one under way at a time. Ends when the connection does. */
  async function run(stream: string) {
    if (running.has(stream)) return;
    running.add(stream);
    try {
      for (let job = lines.get(stream)?.[0]; job && !closed; job = lines.get(stream)?.[0]) {
        if (!connection.isConnected()) {
          if (isOffline()) giveUpUnsent(stream);
          break;
        }
        const answer = await attempt(job);
        if (answer) await finish(job, answer);
      }
    } catch (fault) {
      device.report(fault, { stream });
    } finally {
      running.delete(stream);
    }
    // A reconnect, or another command, while this was ending.
    if (!closed && connection.isConnected() && lines.has(stream)) void run(stream);
  }
  /** @returns null if the answer is to be asked for again. */
  async function attempt(job: Job): Promise<Answer | null> {
    await keep(job);
    job.attempt += 1;
    show(job.command, { state: 'sending', attempt: job.attempt });
    const { commandId, stream, name, request } = job.command;
    const askedAt = device.now();
    try {
      const answer = await connection.ask('command', { commandId, stream, name, request });
      if (answer.ok) return answer;
      connection.heardTime(askedAt, answer.now);
      if (!isPassing(answer.refusal)) return answer;
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      if (!connection.isConnected()) return null;
    }
    await pause(device.backOff(job.attempt - 1));
    return null;
  }
  function keep(job: Job): Promise<number | null> {
    job.kept ??= db.add('commands', job.command).catch((fault: unknown) => {
      // A full disk is no reason to lose a vote: it goes out all the same, and only a reload would forget it.
      device.report(fault, { commandId: job.command.commandId });
      return null;
    });
    return job.kept;
  }
  async function finish(job: Job, answer: Answer) {
    const { stream, key } = job.command;
    const left = (lines.get(stream) ?? []).filter((one) => one !== job);
    if (left.length > 0) lines.set(stream, left);
    else lines.delete(stream);
    // Answered first: were the deletion to fail, the same id would only be given the same answer again.
    if (key !== null) underWay.delete(key);
    show(job.command, became(answer));
    recount();
    job.answered(answer);
    const place = await job.kept;
    if (typeof place === 'number') await db.delete('commands', place);
  }
  /** What never left this tablet and was not meant to wait is answered honestly. */
  function giveUpUnsent(stream: string) {
    for (const job of lines.get(stream) ?? [])
      if (job.attempt === 0 && !job.queue)
        void finish(job, offline()).catch((fault) => device.report(fault, { stream }));
  }
  const offline = (): Answer => ({ ok: false, refusal: 'offline', now: new Date(device.now()).toISOString() });

  function begin(command: KeptCommand, queue: boolean, place?: number): Promise<Answer> {
    let answered: (answer: Answer) => void = () => {};
    const answer = new Promise<Answer>((resolve) => {
      answered = resolve;
    });
    if (command.key !== null) underWay.set(command.key, answer);
    const job = {
      command,
      queue,
      attempt: 0,
      answered,
      kept: place === undefined ? undefined : Promise.resolve(place),
    };
    // What may wait for hours is kept at once, not only before it is sent.
    if (queue) void keep(job);
    enqueue(job);
    return answer;
  }
  /** Takes over what a tab that is gone has left. */
  async function inherit(from: string) {
    const transaction = db.transaction('commands', 'readwrite');
    const inherited: { command: KeptCommand; place: number }[] = [];
    for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
      if (cursor.value.tab !== from) continue;
      const command = { ...cursor.value, tab: tab.id };
      await cursor.update(command);
      inherited.push({ command, place: cursor.primaryKey });
    }
    await transaction.done;
    if (closed) return;
    // They may have been sent, so they are never given up.
    for (const { command, place } of inherited) void begin(command, true, place);
  }
  /** Whose end is waited for. */
  const heirOf = new Set<string>();
  async function readKept() {
    const kept = await db.getAll('commands');
    for (const other of new Set(kept.map((command) => command.tab))) {
      if (heirOf.has(other)) continue;
      heirOf.add(other);
      tab.after(other, () => inherit(other).finally(() => heirOf.delete(other)));
    }
  }

  const guard = (work: Promise<void>) =>
    work.catch((fault: unknown) => {
      if (!closed) device.report(fault, { reading: 'commands' });
    });
  const stops = [
    connection.onConnected(() => {
      for (const stream of lines.keys()) void run(stream);
      void guard(readKept());
    }),
    // Another tab may have been closed meanwhile, with a ballot in it that nobody has answered.
    device.page.on('visible', () => void guard(readKept())),
  ];
  const stopState = connection.state.subscribe(({ link }) => {
    if (link === 'offline') for (const stream of lines.keys()) if (!running.has(stream)) giveUpUnsent(stream);
  });
  return {
    states,
    waiting,
    ready: guard(readKept()),
    send(stream, name, request, { key = null, queue = false }: { key?: string | null; queue?: boolean } = {}) {
      const same = key === null ? undefined : underWay.get(key);
      if (same !== undefined) return same;
      const command = { commandId: newId(), tab: tab.id, stream, name, request, key };
      if (isOffline() && !queue) {
        const answer = offline();
        show(command, became(answer));
        return Promise.resolve(answer);
      }
      return begin(command, queue);
    },
    forget(key) {
      if (underWay.has(key)) return;
      const left = new Map(states.getState());
      left.delete(key);
      states.setState(left, true);
    },
    close() {
      closed = true;
      for (const stop of stops) stop();
      stopState();
    },
  };
}
