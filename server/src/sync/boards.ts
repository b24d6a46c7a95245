import { createHash } from 'node:crypto';
import { audienceOf, standsAlike, type Who } from '@ecab/shared/access/can';
import type { BoardOpened, ToTablet } from '@ecab/shared/contract/wire';
import { digestOf, fromBytes } from '@ecab/shared/ledger/entry';
import { machines, type Room } from '@ecab/shared/ledger/machines';
import { type Audience, audienceName } from '@ecab/shared/sync/audience';
import { isSame, publish } from '@ecab/shared/sync/board';
import * as Y from 'yjs';
import type { Hosts } from '../ledger/hosts.js';
import { Pace, type PaceParts } from './pace.js';

/** One tablet that shows a meeting's board. What is told to many is one object, so that it is encoded once. */
export interface Viewer {
  readonly who: () => Who;
  /** @returns false if it is too slow just now: {@link Boards.catchUp} is called when it reads again. */
  board(message: BoardMessage): boolean;
  you(message: { stream: string; seq: number; you: unknown }): void;
  /** This person may no longer see the meeting at all. */
  closed(stream: string): void;
}
type BoardMessage = Parameters<ToTablet['board']>[0];
export interface Boards {
  /** @returns null if this person may see nothing of the meeting. */
  open(meetingId: string, viewer: Viewer): Promise<BoardOpened | null>;
  close(meetingId: string, viewer: Viewer): void;
  /** A tablet that was too slow reads again: it is given the boards that it missed something of, whole. */
  catchUp(viewer: Viewer): void;
}
export interface BoardParts {
  readonly hosts: Hosts;
  readonly incarnation: string;
  readonly codeVersion: string;
  /** Another each time a server starts. */
  readonly nonce: string;
  readonly pace: PaceParts;
}

/** Checked by the tablet: at each of these its copy must equal the projection. */
const CHECKED = new Set(['poll:opened', 'poll:closed', 'poll:announced']);
const DIGEST_EVERY_MS = 30_000;
/** Nobody notices that a tally is so old. */
const LONGEST_TURN_MS = 100;
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

interface Published {
  readonly audience: Audience;
  readonly name: string;
  readonly doc: Y.Doc;
  /** The entry that the doc was brought to last. */
  seq: number;
  plain: Record<string, unknown>;
  pending: Uint8Array[];
  digestDue: boolean;
  digestAt: number;
  /** The whole board, encoded once for all who ask for it at one seq. */
  whole: (BoardMessage & { readonly digest: string }) | null;
}
interface Shown {
  board: string;
  /** The entry that it was told of last. */
  seq: number;
  you: unknown;
  missed: boolean;
}
interface Meeting {
  readonly stream: string;
  readonly boards: Map<string, Published>;
  readonly viewers: Map<Viewer, Shown>;
  readonly pace: Pace;
  seq: number;
  room: Room;
  flushing: boolean;
}

/**
 * The boards of the meetings on this node: folded from the stream here, one Y.Doc per audience, never taken from another
 * node. A board's name carries its generation; within one, every turn is one transaction of one fixed client id. Which
 * commits fell into one turn nobody else can know, so no other process, and no later one, makes a board of that name.
 */
export function createBoards(parts: BoardParts): Boards {
  const meetings = new Map<string, Meeting>();
  let made = 0;
  const { elapsed, later } = parts.pace;

  function boardFor(meeting: Meeting, audience: Audience, room: Room): Published {
    const key = audienceName(audience, hash);
    const found = meeting.boards.get(key);
    if (found) return found;
    made += 1;
    const generation = hash([meeting.stream, key, parts.codeVersion, parts.incarnation, parts.nonce, made].join('\n'));
    const doc = new Y.Doc();
    doc.clientID = Number.parseInt(generation.slice(0, 12), 16);
    const plain = machines.meeting.board(room, audience);
    publish(doc, {}, plain);
    const board: Published = {
      audience,
      name: `board/${meeting.stream}/${key}/${generation.slice(0, 16)}`,
      doc,
      seq: meeting.seq,
      plain,
      pending: [],
      digestDue: false,
      digestAt: elapsed(),
      whole: null,
    };
    doc.on('update', (update: Uint8Array) => board.pending.push(update));
    meeting.boards.set(key, board);
    return board;
  }
  /** Projected when it is told, not at each entry: of 500 people that takes milliseconds. */
  function bring(board: Published, { seq, room }: Pick<Meeting, 'seq' | 'room'>) {
    if (board.seq >= seq) return;
    const now = machines.meeting.board(room, board.audience);
    publish(board.doc, board.plain, now);
    board.plain = now;
    board.seq = seq;
  }
  function whole(board: Published, meeting: Meeting) {
    bring(board, meeting);
    const { seq, stream } = meeting;
    if (board.whole?.seq !== seq) {
      const update = Y.encodeStateAsUpdate(board.doc);
      board.whole = { stream, name: board.name, seq, update, digest: digestOf(board.plain) };
    }
    return board.whole;
  }

  parts.hosts.onAppended((kind, { stream, bytes, before, after }) => {
    // Roles in the body count in every meeting.
    if (kind === 'body') for (const one of meetings.values()) reseat(one, one.room);
    const meeting = kind === 'meeting' ? meetings.get(stream) : undefined;
    if (!meeting) return;
    const room = after.state as Room;
    const checked = fromBytes(bytes).commands.some(({ events }) => events.some(({ type }) => CHECKED.has(type)));
    meeting.seq = after.seq;
    meeting.room = room;
    for (const board of meeting.boards.values()) {
      board.digestDue ||= checked || elapsed() - board.digestAt > DIGEST_EVERY_MS;
    }
    if (!standsAlike(before.state as Room, room)) reseat(meeting, room);
    if (!meeting.flushing) due(meeting);
  });
  function due(meeting: Meeting) {
    meeting.flushing = true;
    // After the answers to the commands, which are on their way by then.
    meeting.pace.next(() => later(() => void flush(meeting), 0));
  }

  /** Rights may have changed with this entry: who sees another board now is given it, who sees none is told to leave. */
  function reseat(meeting: Meeting, room: Room) {
    for (const [viewer, shown] of meeting.viewers) {
      const audience = audienceOf(room, viewer.who());
      if (audience === null) {
        meeting.viewers.delete(viewer);
        viewer.closed(meeting.stream);
        continue;
      }
      const key = audienceName(audience, hash);
      if (key === shown.board) continue;
      shown.board = key;
      tellWhole(meeting, viewer, shown, boardFor(meeting, audience, room));
    }
    const used = new Set([...meeting.viewers.values()].map(({ board }) => board));
    for (const [key, board] of meeting.boards)
      if (!used.has(key)) {
        board.doc.destroy();
        meeting.boards.delete(key);
      }
  }
  async function flush(meeting: Meeting): Promise<void> {
    meeting.pace.begun();
    const { stream, seq, room } = meeting;
    const messages = new Map<string, BoardMessage>();
    const stretches = meeting.pace.stretches();
    for (const _ of inPieces([...meeting.boards], [...meeting.viewers])) if (stretches.isOver) await stretches.rest();
    meeting.pace.took(stretches.spentMs);
    meeting.flushing = false;
    if (meeting.seq > seq) due(meeting);

    function* inPieces(boards: [string, Published][], viewers: [Viewer, Shown][]) {
      for (const [key, board] of boards) yield encode(key, board);
      for (const [viewer, shown] of viewers) yield tell(viewer, shown);
    }
    function encode(key: string, board: Published) {
      // It may be ahead already, for one that opened it meanwhile; never behind.
      bring(board, { seq, room });
      const update = board.pending.length ? Y.mergeUpdates(board.pending) : Y.encodeStateAsUpdate(new Y.Doc());
      board.pending = [];
      const digest = board.digestDue ? { digest: digestOf(board.plain) } : {};
      if (board.digestDue) board.digestAt = elapsed();
      board.digestDue = false;
      // Sent even if nothing changed for this audience: a tablet waits for the seq of its own command.
      messages.set(key, { stream, name: board.name, seq, update, ...digest });
    }
    function tell(viewer: Viewer, shown: Shown) {
      // Gone, or given a whole board meanwhile that has all of this.
      if (meeting.viewers.get(viewer) !== shown || shown.seq >= seq) return;
      const message = messages.get(shown.board);
      if (message && !shown.missed) {
        shown.missed = !viewer.board(message);
        shown.seq = seq;
      }
      if (!shown.missed) tellYou(meeting, viewer, seq, room);
    }
  }
  function tellWhole(meeting: Meeting, viewer: Viewer, shown: Shown, board: Published) {
    shown.missed = !viewer.board(whole(board, meeting));
    shown.seq = meeting.seq;
  }
  function tellYou({ viewers, stream }: Meeting, viewer: Viewer, seq: number, room: Room) {
    const shown = viewers.get(viewer);
    const you = machines.meeting.you(room, viewer.who().personId);
    if (!shown || isSame(shown.you, you)) return;
    shown.you = you;
    viewer.you({ stream, seq, you });
  }

  return {
    async open(meetingId, viewer) {
      const stream = `meeting/${meetingId}`;
      const { state: room, seq } = (await parts.hosts.meeting(meetingId)).folded();
      const who = viewer.who();
      const audience = audienceOf(room, who);
      if (audience === null) return null;
      const meeting: Meeting = meetings.get(stream) ?? {
        stream,
        boards: new Map(),
        viewers: new Map(),
        pace: new Pace(parts.pace, LONGEST_TURN_MS),
        seq,
        room,
        flushing: false,
      };
      meetings.set(stream, meeting);
      const board = boardFor(meeting, audience, room);
      const you = machines.meeting.you(room, who.personId);
      const shown = { board: audienceName(audience, hash), seq: meeting.seq, you, missed: false };
      meeting.viewers.set(viewer, shown);
      const { name, update: state, digest } = whole(board, meeting);
      return { ok: true, name, seq: meeting.seq, state, digest, you };
    },
    close(meetingId, viewer) {
      const stream = `meeting/${meetingId}`;
      const meeting = meetings.get(stream);
      meeting?.viewers.delete(viewer);
      if (meeting?.viewers.size === 0) meetings.delete(stream);
    },
    catchUp(viewer) {
      for (const meeting of meetings.values()) {
        const shown = meeting.viewers.get(viewer);
        const board = shown?.missed ? meeting.boards.get(shown.board) : undefined;
        if (!shown || !board) continue;
        tellWhole(meeting, viewer, shown, board);
        if (!shown.missed) tellYou(meeting, viewer, meeting.seq, meeting.room);
      }
    },
  };
}
