import { mayAsk } from '@ecab/shared/floor/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { inForce } from '@ecab/shared/papers/slice';
import type { Seat } from '@ecab/shared/people/slice';
import { childrenOf } from './item-number.js';

export type PhaseOfRoom = 'before' | 'waiting' | 'session' | 'over' | 'cancelled';
export function phaseOf({ meeting }: MeetingBoard): PhaseOfRoom {
  switch (meeting?.state) {
    case 'checkin':
      return 'waiting';
    case 'in_session':
    case 'paused':
      return 'session';
    case 'closed':
    case 'archived':
      return 'over';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'before';
  }
}

/** How a person stands to being present. `admission`: a guest of an item, whom the secretary lets in when it comes. */
export type Entering = 'present' | 'check-in' | 'admission' | 'not-called' | 'closed';
export function entering(board: MeetingBoard, me: string, seat: Seat | null): Entering {
  if (board[`present:${me}`] !== undefined) return 'present';
  // Who numbers documents is no part of the session.
  if (!seat || seat.role === 'clerk') return 'not-called';
  const phase = phaseOf(board);
  if (phase !== 'waiting' && phase !== 'session') return 'closed';
  return seat.role === 'guest' && seat.items !== 'open' ? 'admission' : 'check-in';
}

/** What the floor is to one person. `place` from 1; `whyNot` a refusal of the same rule that the server asks. */
export type MyFloor =
  | { readonly state: 'speaking' }
  | { readonly state: 'waiting'; readonly place: number }
  | { readonly state: 'free'; readonly whyNot: string | null };
export function myFloor(board: MeetingBoard, me: string): MyFloor {
  const floor = board.floor ?? { speaking: null, waiting: [] };
  if (floor.speaking?.personId === me) return { state: 'speaking' };
  const place = floor.waiting.findIndex(({ personId }) => personId === me);
  if (place >= 0) return { state: 'waiting', place: place + 1 };
  if (phaseOf(board) !== 'session') return { state: 'free', whyNot: 'wrong-state' };
  const present = board[`present:${me}`] !== undefined;
  return { state: 'free', whyNot: mayAsk(floor, me, present, board.agenda?.current ?? null) };
}

export interface OpenPaper {
  readonly paperId: string;
  readonly title: string;
  readonly versionId: string;
}
/** The papers of an item in their newest versions, and of the items of its block after them. */
export function papersOn(board: MeetingBoard, itemId: string): readonly OpenPaper[] {
  const items = [itemId, ...childrenOf(board, itemId).map(([child]) => child)];
  const all = Object.entries(board).flatMap(([key, value]) => {
    if (!key.startsWith('paper:') || !value) return [];
    const paper = value as NonNullable<MeetingBoard[`paper:${string}`]>;
    const place = items.indexOf(paper.itemId);
    const version = inForce(paper as never) as { readonly versionId: string } | null;
    return place < 0 || !version
      ? []
      : [{ place, order: paper.order, paperId: key.slice(6), title: paper.title, versionId: version.versionId }];
  });
  return all
    .sort((a, b) => a.place - b.place || a.order - b.order || (a.paperId < b.paperId ? -1 : 1))
    .map(({ paperId, title, versionId }) => ({ paperId, title, versionId }));
}
/** The title of a version's paper, whichever item it belongs to. */
export const titleOfVersion = (board: MeetingBoard, versionId: string): string | null =>
  Object.entries(board).reduce<string | null>((found, [key, value]) => {
    if (found !== null || !key.startsWith('paper:') || !value) return found;
    const paper = value as NonNullable<MeetingBoard[`paper:${string}`]>;
    return paper.versions.some((one) => one.versionId === versionId) ? paper.title : null;
  }, null);
