import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { PaperEntity } from '@ecab/shared/papers/slice';

export interface BoardPaper {
  readonly paperId: string;
  readonly paper: PaperEntity;
}
/** The papers of a board that this person may read, of one item or of all, in their order. */
export const papersIn = (board: MeetingBoard, itemId?: string): readonly BoardPaper[] =>
  Object.entries(board)
    .flatMap(([key, paper]) =>
      key.startsWith('paper:') && paper ? [{ paperId: key.slice('paper:'.length), paper: paper as PaperEntity }] : [],
    )
    .filter(({ paper }) => itemId === undefined || paper.itemId === itemId)
    .sort((a, b) => a.paper.order - b.paper.order || (a.paperId < b.paperId ? -1 : 1));
