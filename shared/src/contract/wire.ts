import { z } from 'zod';
import { id as streamId } from '../kit/forms.js';
import { inkColours } from '../sync/policies/ink.js';

/**
 * What goes over the socket. Every message of a tablet is parsed by these forms at the door; the answers are typed only,
 * since the tablet trusts its server. socket.io event names are the keys of {@link ToServer} and {@link ToTablet}.
 */
export const PROTOCOL = 1;
/** The lowest protocol a server of this release still talks to. */
export const LOWEST_PROTOCOL = 1;

const id = z.string().min(1).max(128);
export const bytes = z.instanceof(Uint8Array);
/** 240 points. */
const MAX_LIVE_LETTERS = 1_640;
/** A doc's name, `kind/…@v`; a board's, `board/{stream}/{audience}/{generation}`. */
const docName = z.string().min(1).max(400);

/** What a tablet is doing at this moment in a doc; null: nothing any more. */
const live = z.discriminatedUnion('kind', [
  /**
   * A stroke that is not finished: its points from number `from` on, a second's worth, as `encodeStroke` writes them, in
   * base64: a message tells of many pens, and socket.io takes ten pieces of bytes in one.
   */
  z.strictObject({
    kind: z.literal('ink'),
    /** The key that it will have in the doc. */
    key: z.string().regex(/^(0|[1-9][0-9]{0,5})-[A-Za-z0-9_-]{1,48}$/),
    c: z.enum(inkColours),
    w: z.number().min(0.5).max(20),
    from: z.int().min(0).max(12_000),
    p: z.base64().min(12).max(MAX_LIVE_LETTERS),
  }),
  /** Where a finger or pen points, in PDF points. */
  z.strictObject({
    kind: z.literal('pointer'),
    pageIndex: z.int().nonnegative().max(100_000),
    x: z.number().min(-20_000).max(20_000),
    y: z.number().min(-20_000).max(20_000),
  }),
]);
export type Live = z.output<typeof live>;

export const forms = {
  hello: z.strictObject({
    protocol: z.int().nonnegative(),
    app: z.string().max(64),
    /** Made once on the device and kept there. */
    deviceId: id,
    /** The incarnation that the tablet's copies come from; null if it has none. */
    incarnation: z.string().max(64).nullable(),
  }),
  /** A command to one stream. `commandId` is made and kept by the tablet before the first send. */
  command: z.strictObject({
    commandId: z.string().min(1).max(64),
    stream: z.string().max(400),
    name: z.string().max(64),
    request: z.unknown(),
  }),
  'board:open': z.strictObject({ stream: z.string().max(400) }),
  'board:close': z.strictObject({ stream: z.string().max(400) }),
  /** `stateVector` (Yjs) of the tablet's acknowledged copy; `leased`: client ids it still has unsent updates of. */
  'doc:open': z.strictObject({ name: docName, stateVector: bytes, write: z.boolean() }),
  'doc:close': z.strictObject({ name: docName }),
  /** Leases `count` random client ids to this person, device and doc: one for now, more for offline work. */
  'doc:lease': z.strictObject({ name: docName, count: z.int().min(1).max(16) }),
  'doc:update': z.strictObject({ name: docName, update: bytes }),
  /** Who is where in a co-edited doc. Last wins, never stored. `state` is JSON of at most 4 KB, without bytes. */
  'doc:aware': z.strictObject({ name: docName, state: z.json() }),
  /** What this tablet is doing in a shared doc, some 20 times a second. Last wins, never stored, dropped first. */
  'doc:live': z.strictObject({
    name: docName,
    /** Made anew by each tab: a tablet hears itself, too. */
    pen: z.string().min(1).max(32),
    live: live.nullable(),
  }),
  /** Where the presenter is. Last wins, never stored; refused unless the sender holds the token. */
  follow: z.strictObject({
    meetingId: streamId,
    versionId: id,
    pageIndex: z.int().nonnegative().max(100_000),
    zoom: z.number().min(0.05).max(20),
    /** Fractions of the page, 0 to 1, of the upper left corner in view. */
    left: z.number().min(-2).max(2),
    top: z.number().min(-2).max(2),
  }),
};
export type Forms = { [Name in keyof typeof forms]: z.output<(typeof forms)[Name]> };
export type Position = Forms['follow'];

export interface At {
  readonly stream: string;
  readonly seq: number;
}
/** `now`: server time, so that a late voter is told both times. */
export type Answer<Refusal extends string = string> =
  | { readonly ok: true; readonly at: At }
  | { readonly ok: false; readonly refusal: Refusal; readonly now: string };
export type Refused = { readonly ok: false; readonly refusal: string };

export interface HelloBack {
  readonly ok: true;
  readonly incarnation: string;
  readonly serverTime: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly lowestProtocol: number;
  /** Content schema in force by kind of doc; a tablet below it reads server-rendered text only. */
  readonly schemas: Readonly<Record<string, number>>;
}
export interface BoardOpened {
  readonly ok: true;
  /** Carries audience and generation: another name than last time means: throw the copy away. */
  readonly name: string;
  readonly seq: number;
  /** Yjs update of the whole board. */
  readonly state: Uint8Array;
  readonly digest: string;
  readonly you: unknown;
}
export interface DocOpened {
  readonly ok: true;
  /** What the tablet lacks, as one Yjs update. */
  readonly update: Uint8Array;
  readonly stateVector: Uint8Array;
  /** May this person write? */
  readonly write: boolean;
  /** Final: signed or published, every later update is refused. */
  readonly final: boolean;
}

/** `live` null: no more of that pen. */
export interface LiveOf {
  readonly pen: string;
  readonly personId: string;
  readonly live: Live | null;
}

type Ack<T> = (answer: T) => void;
export interface ToServer {
  /** `busy`: too many come at once; in `retryInMs`, on this socket or another, it is this tablet's turn. */
  hello(
    message: Forms['hello'],
    ack: Ack<HelloBack | (Refused & { readonly lowestProtocol: number; readonly retryInMs?: number })>,
  ): void;
  command(message: Forms['command'], ack: Ack<Answer>): void;
  'board:open'(message: Forms['board:open'], ack: Ack<BoardOpened | Refused>): void;
  'board:close'(message: Forms['board:close']): void;
  'doc:open'(message: Forms['doc:open'], ack: Ack<DocOpened | Refused>): void;
  'doc:close'(message: Forms['doc:close']): void;
  'doc:lease'(message: Forms['doc:lease'], ack: Ack<{ ok: true; ids: number[] } | Refused>): void;
  /** Acknowledged only after it is stored. */
  'doc:update'(message: Forms['doc:update'], ack: Ack<{ ok: true } | Refused>): void;
  'doc:aware'(message: Forms['doc:aware']): void;
  'doc:live'(message: Forms['doc:live']): void;
  follow(message: Forms['follow'], ack?: Ack<{ ok: true } | Refused>): void;
}
export interface ToTablet {
  /** An update of an open board, merged per tick. `digest` at poll open and close and every 30 s. */
  board(message: { stream: string; name: string; seq: number; update: Uint8Array; digest?: string }): void;
  /** What concerns this person alone in that stream: role, entitlement, receipts, what he may do. */
  you(message: { stream: string; seq: number; you: unknown }): void;
  /** What an open doc emitted; also sent to the tablet whose update it was. */
  doc(message: { name: string; update: Uint8Array }): void;
  'doc:final'(message: { name: string }): void;
  'doc:aware'(message: { name: string; from: string; person: { id: string; name: string }; state: unknown }): void;
  /** What happened in a doc since the last such message, some 25 times a second; the server wrote who. */
  'doc:live'(message: { name: string; all: readonly LiveOf[] }): void;
  follow(message: Position & { readonly personId: string }): void;
  /** These may no longer be read: close them and delete what is kept of them. `papers`: version ids. */
  revoked(message: { streams: readonly string[]; docs: readonly string[]; papers: readonly string[] }): void;
  /** The session has ended: leave, wipe. */
  'signed-out'(message: { reason: 'signed-out' | 'revoked' | 'expired' }): void;
  /** It sends more than any tablet needs to: the socket is ended. */
  limited(message: { reason: 'too-fast' }): void;
  /** A list (meetings, tasks, archive) has changed: fetch it again when it is shown. */
  stale(message: { views: readonly string[] }): void;
}
