import { createHash } from 'node:crypto';
import { system } from '@ecab/shared/access/can';
import type { Answer } from '@ecab/shared/contract/wire';
import { type Entry, fromBytes } from '@ecab/shared/ledger/entry';
import { type Kind, type MeetingEvents, machines, type RegisterEvents, type Room } from '@ecab/shared/ledger/machines';
import { minutesDay } from '@ecab/shared/minutes/slice';
import { seriesOf } from '@ecab/shared/rules/symbol';
import { dayAt } from '@ecab/shared/rules/working-days';
import type { Directory } from '../body/directory.js';
import type { Commands } from '../ledger/commands.js';
import type { Hosts } from '../ledger/hosts.js';
import { StoreFault } from '../storage/faults.js';
import type { Streams } from '../storage/ports.js';

/** Where an event stands; the command that follows from it is named by this, so firing twice is one. */
interface Source {
  readonly stream: string;
  readonly seq: number;
  readonly index: number;
}
interface File {
  readonly sha256: string;
  readonly sizeBytes: number;
}
export interface ConsequenceParts {
  readonly hosts: Hosts;
  readonly streams: Streams;
  readonly commands: Commands;
  readonly directory: Directory;
  /** Renders the approved minutes with their number and stores the PDF. */
  readonly printMinutes: (meetingId: string) => Promise<File>;
  /** Packs the record of an archived meeting and stores it. */
  readonly packRecord: (meetingId: string) => Promise<File>;
  /** Signs the head of a stream (Ed25519), base64url. */
  readonly signHead: (stream: string, head: { of: number; hash: string }) => { signature: string; key: string };
  readonly hashAt: (stream: string, seq: number) => Promise<string>;
}
type Do<Event> = (event: Event, source: Source, at: string) => Promise<void>;
type Rules<Events> = { readonly [Type in keyof Events]?: Do<Events[Type]> };

/**
 * What follows in one stream from an event of another. Nothing across streams is atomic: the source entry is the truth,
 * the consequence is a command of the system whose id is made of the source, and the rule there refuses a repeat.
 */
export function createConsequences(parts: ConsequenceParts) {
  const { hosts, streams, commands, directory } = parts;

  async function follow(source: Source, stream: string, name: string, request: object) {
    const commandId = createHash('sha256').update(
      `${source.stream}\n${source.seq}\n${source.index}\n${name}\n${stream}`,
    );
    const answer: Answer = await commands.issue(system, stream, commandId.digest('hex').slice(0, 48), name, request);
    if (answer.ok || !(answer.refusal === 'unavailable' || answer.refusal === 'internal')) return;
    throw new StoreFault(`${name} on ${stream}: ${answer.refusal}`);
  }
  const roomOf = async (stream: string): Promise<Room> => (await hosts.meeting(stream.slice(8))).folded().state;
  const sign = async (_: unknown, source: Source) => {
    const hash = await parts.hashAt(source.stream, source.seq);
    const head = { of: source.seq, hash };
    await follow(source, source.stream, 'head:sign', { ...head, ...parts.signHead(source.stream, head) });
  };

  const meeting: Rules<MeetingEvents> = {
    'poll:opened': sign,
    'poll:closed': sign,
    'session:closed': sign,
    'item:concluded': async ({ itemId, title, tasks }, source, at) => {
      if (tasks.length === 0) return;
      const { meeting } = await roomOf(source.stream);
      const issuedOn = dayAt(at, meeting.offsetMinutes);
      const { bodyId, meetingId } = meeting;
      for (const task of tasks)
        await follow(source, `task/${task.taskId}`, 'task:open', {
          ...task,
          source,
          bodyId,
          meetingId,
          itemId,
          itemTitle: title,
          issuedOn,
        });
    },
    'minutes:number-asked': async (_, source) => {
      const { meeting, minutes } = await roomOf(source.stream);
      if (minutes.state !== 'numbering') return;
      const day = minutesDay(meeting);
      await follow(
        source,
        `register/${meeting.bodyId}/${seriesOf('BB', false)}/${day.slice(0, 4)}`,
        'number:allocate',
        {
          documentId: `bb-${meeting.meetingId}`,
          documentType: 'BB',
          suffix: directory.body().about?.symbolSuffix ?? '',
          issuedOn: day,
          abstract: meeting.title,
          meetingId: meeting.meetingId,
          source,
        },
      );
    },
    'minutes:numbered': async (_, source) => {
      const { meeting, minutes } = await roomOf(source.stream);
      if (minutes.state !== 'numbered') return;
      await follow(source, source.stream, 'minutes:store', { ...(await parts.printMinutes(meeting.meetingId)) });
    },
    'meeting:archived': async (_, source) => {
      const { meeting, archive } = await roomOf(source.stream);
      if (archive.package) return;
      await follow(source, source.stream, 'archive:store', { ...(await parts.packRecord(meeting.meetingId)) });
    },
  };
  const register: Rules<RegisterEvents> = {
    'number:allocated': async ({ meetingId, symbol, documentType }, source) => {
      if (documentType === 'BB' && meetingId)
        await follow(source, `meeting/${meetingId}`, 'minutes:number', { symbol });
    },
  };
  const rules: Partial<Record<Kind, Readonly<Record<string, Do<never> | undefined>>>> = { meeting, register };

  return {
    /** All that follows from the entries after `after`. @throws StoreFault to be called again. */
    async handle(stream: string, kind: Kind, after: number): Promise<void> {
      const table = rules[kind];
      if (!table) return;
      for (let from = after; ; ) {
        const entries = await streams.read(stream, from, 200);
        for (const { seq, entry } of entries) {
          from = seq;
          await handleEntry(table, kind, fromBytes(entry));
        }
        if (entries.length < 200) return;
      }
    },
  };
  async function handleEntry(
    table: Readonly<Record<string, Do<never> | undefined>>,
    kind: Kind,
    { stream, seq, commands: recorded }: Entry,
  ) {
    let index = -1;
    for (const { events, at } of recorded)
      for (const stored of events) {
        index += 1;
        const act = table[stored.type];
        if (act) await act(machines[kind].upcast(stored) as never, { stream, seq, index }, at ?? '');
      }
  }
}
