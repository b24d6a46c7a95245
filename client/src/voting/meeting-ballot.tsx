import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { votes } from '@ecab/shared/people/slice';
import { kinds } from '@ecab/shared/voting/kinds/index';
import type { Choice } from '@ecab/shared/voting/tally';
import { Button } from '@mantine/core';
import { ChevronUp, FileText, Vote } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { itemNumber } from '../room/item-number.js';
import { useBoard, useCommand, useSync } from '../sync/hooks.js';
import { BallotOutcome, useEnded } from './ballot-outcome.js';
import { BallotSheet } from './ballot-sheet.js';
import { ballotState } from './ballot-state.js';
import { decidedTitles, ResultSheet } from './result-sheet.js';
import { useSeen } from './seen.js';
import { Sheet, UnderBar } from './sheet.js';
import { partIn, pollsOf, resultOnTable, type Shown, type You, youOf } from './shown-poll.js';

/** One meeting under way: its newest poll, as far as it concerns this person. */
export function MeetingBallot({ meetingId }: { readonly meetingId: string }) {
  const { entities, you } = useBoard(`meeting/${meetingId}`);
  const newest = pollsOf(entities)[0];
  // The choice made on one poll must never be that of the next.
  return newest ? (
    <OwnPart key={newest[0]} meetingId={meetingId} board={entities} you={youOf(you)} poll={newest} />
  ) : null;
}

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly you: You;
  readonly poll: Shown;
}
const HEADING = 'ballot-question';

function OwnPart({ meetingId, board, you, poll: [pollId, poll] }: Props) {
  const me = personOf(useMe())?.id ?? '';
  const say = useWords('voting');
  const { commands } = useSync();
  const key = `ballot:${pollId}`;
  const sent = useCommand(key);
  const { seen, putAway, bringBack } = useSeen();
  const { pathname } = useLocation();
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [folded, setFolded] = useState(false);
  const [changing, setChanging] = useState(false);

  const here = board[`present:${me}`] !== undefined;
  const part = partIn(you, pollId);
  const own = ballotState(poll, part, here, sent);
  const state = changing && own.state === 'recorded' && own.changeable ? choosing : own;
  const ended = useEnded(poll, state);
  const number = itemNumber(board, poll.itemId);

  if (state.state === 'choosing' || state.state === 'sending') {
    if (folded) {
      const status = state.state === 'sending' ? ended.title : say('ballot.waiting');
      const way = say('ballot.unfold');
      return <Folded question={poll.question} status={status} way={way} onUnfold={() => setFolded(false)} />;
    }
    return (
      <Sheet labelledBy={HEADING} phase={state.state} spoken={state.state === 'sending' ? ended.title : ''}>
        <BallotSheet
          headingId={HEADING}
          poll={poll}
          number={number}
          decided={decidedTitles(board, poll)}
          state={state}
          chosen={chosen}
          onChoose={setChosen}
          onFold={() => setFolded(true)}
          onCast={(choice) => {
            setChanging(false);
            bringBack(`${pollId}:recorded`);
            // Refusals, late or not, are read from the command's state: a reload finds them the same way.
            void commands.send(`meeting/${meetingId}`, 'ballot:cast', { pollId, choice }, { key });
          }}
        />
      </Sheet>
    );
  }
  const end = `${pollId}:${state.state}`;
  // Recorded stays until it is read, or until the result says more.
  const isOver = poll.state === 'announced' || poll.state === 'aborted';
  if (state.state !== 'none' && !(state.state === 'recorded' && isOver) && !seen.has(end))
    return (
      <Sheet labelledBy={HEADING} phase={state.state} spoken={`${ended.title}. ${ended.body}`}>
        <BallotOutcome
          headingId={HEADING}
          poll={poll}
          number={number}
          state={state}
          onDone={() => {
            putAway(end);
            if (state.state !== 'recorded') commands.forget(key);
          }}
          onAgain={() => {
            if (state.state === 'recorded') setChanging(true);
            else commands.forget(key);
          }}
        />
      </Sheet>
    );
  // Who has put the receipt away finds the way to change it here, until the poll closes.
  if (own.state === 'recorded' && own.changeable)
    return (
      <Folded
        question={poll.question}
        status={ended.title}
        way={say('ballot.change')}
        onUnfold={() => {
          setFolded(false);
          setChanging(true);
        }}
      />
    );
  const told = `${pollId}:result`;
  // The chair's own screen has the result in its place.
  if (resultOnTable(board) && here && !seen.has(told) && !pathname.endsWith('/chair'))
    return <ResultSheet board={board} poll={poll} part={part} onDone={() => putAway(told)} />;
  if (poll.state === 'open' && here && !pathname.endsWith('/chair')) return <Bystander you={you} poll={poll} />;
  return null;
}
const choosing = { state: 'choosing', unsent: false } as const;

interface FoldedProps {
  readonly question: string;
  readonly status: string;
  /** What its button says. */
  readonly way: string;
  readonly onUnfold: () => void;
}
/** The ballot while its voter looks something up. It cannot be closed: only answered, or changed where that is allowed. */
function Folded({ question, status, way, onUnfold }: FoldedProps) {
  const say = useWords('voting');
  return (
    <UnderBar label={say('ballot.under')}>
      <Vote size={28} aria-hidden />
      <p>
        <b>{status}</b>
        <span>{question}</span>
      </p>
      <Button leftSection={<ChevronUp size={22} aria-hidden />} onClick={onUnfold}>
        {way}
      </Button>
    </UnderBar>
  );
}

/** A line for who is present and casts nothing on a tablet: by what right, or on paper. */
function Bystander({ you, poll }: { readonly you: You; readonly poll: Shown[1] }) {
  const say = useWords('voting');
  const seat = you.seat;
  if (!kinds[poll.kind].onTablets)
    return (
      <UnderBar label={say('ballot.under')}>
        <FileText size={28} aria-hidden />
        <p role="status">
          <b>{say('ballot.paper')}</b>
          <span>{votes(seat ?? null) ? say('ballot.paper.hint') : poll.question}</span>
        </p>
      </UnderBar>
    );
  if (seat?.role !== 'guest') return null;
  return (
    <UnderBar label={say('ballot.under')}>
      <Vote size={28} aria-hidden />
      <p role="status">
        <b>{say(seat.standsFor === null ? 'ballot.guest' : 'ballot.substitute')}</b>
        <span>{poll.question}</span>
      </p>
    </UnderBar>
  );
}
