import type { ScreenAnswer } from '@ecab/shared/contract/http';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { useWords } from '../i18n/say.js';
import { itemNumber } from '../room/item-number.js';

export interface ScreenProps {
  readonly board: MeetingBoard;
  readonly screen: ScreenAnswer;
}

/** As much of the signed head as stands on the wall and in the printed minutes. */
export const headOf = ({ head }: MeetingBoard) => head?.hash.slice(0, 16);

export function useItemName(board: MeetingBoard): (itemId: string) => string {
  const say = useWords('display');
  return (itemId) => {
    const n = itemNumber(board, itemId);
    return n ? say('display.item', { n }) : say('display.current');
  };
}
