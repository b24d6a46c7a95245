import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { kinds } from '@ecab/shared/voting/kinds/index';
import type { Part, PollEntity } from '@ecab/shared/voting/slice';
import { Button } from '@mantine/core';
import { useTimeZone } from '../app/body.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { itemNumber } from '../room/item-number.js';
import css from './ballot.module.css';
import { OutcomeCard } from './outcome-card.js';
import { sentence } from './reasons.js';
import { Sheet } from './sheet.js';
import { decidedItems } from './shown-poll.js';

/** Titles of what a poll decides, where they are several. */
export function decidedTitles(board: MeetingBoard, poll: Pick<PollEntity, 'decides' | 'itemId'>): readonly string[] {
  const items = decidedItems(poll).flatMap((itemId) => board[`item:${itemId}`]?.title ?? []);
  return items.length > 1 ? items : [];
}

interface Props {
  readonly board: MeetingBoard;
  readonly poll: PollEntity;
  readonly part: Part;
  readonly onDone: () => void;
}
/** The result as everybody present is shown it once it is announced. */
export function ResultSheet({ board, poll, part, onDone }: Props) {
  const say = useWords('voting');
  const language = useLanguage();
  const format = useFormat(useTimeZone());
  const number = itemNumber(board, poll.itemId);
  const about = [
    number && say('ballot.item', { n: number }),
    board[`item:${poll.itemId}`]?.title,
    poll.closedAt && say('outcome.closedAt', { time: format.time(poll.closedAt, true) }),
  ];
  const headingId = 'poll-result';
  const { result } = poll;
  if (!result) return null;
  const own = part.entitled && !kinds[poll.kind].secret ? { mine: part.ballot?.choice ?? null } : {};
  return (
    <Sheet
      labelledBy={headingId}
      phase="result"
      spoken={`${say(`outcome.${result.outcome}`)}. ${sentence(result, say, language)}`}
    >
      <OutcomeCard
        poll={poll}
        about={about.filter(Boolean).join(' · ')}
        decided={decidedTitles(board, poll)}
        quorumNeed={board.quorum?.base === poll.base.size ? board.quorum.needed : null}
        headingId={headingId}
        {...own}
      />
      <div className={css.ways}>
        <Button size="lg" variant="filled" onClick={onDone}>
          {say('outcome.continue')}
        </Button>
      </div>
    </Sheet>
  );
}
