import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import { Button } from '@mantine/core';
import { DoorOpen, Gavel, LockKeyhole, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import { BigButton } from '../ui/big-button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { announce } from '../ui/live-region.js';
import { Page } from '../ui/page.js';
import { RefusalDialog } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import type { You } from '../voting/shown-poll.js';
import { AgendaRail } from './agenda-rail.js';
import { FloorBar, type Kind } from './floor-bar.js';
import css from './room.module.css';
import { useRoomKeys } from './room-keys.js';
import { RoomStage } from './room-stage.js';
import { type Entering, myFloor } from './room-state.js';
import { useFollow } from './use-follow.js';
import { type Orders, useOrders } from './use-order.js';

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly live: boolean;
  readonly you: You;
  readonly me: string;
  readonly enter: Entering;
  readonly page: {
    readonly title: string;
    readonly subtitle: string;
    readonly padded: boolean;
    readonly back: { readonly to: string; readonly label: string };
  };
}

interface Opened {
  readonly itemId: string;
  /** Null: the first of its papers. */
  readonly versionId: string | null;
}
/** The room while people check in and while it sits: agenda, paper, floor. */
export function RoomInside({ meetingId, board, live, you, me, enter, page }: Props) {
  const say = useWords('room');
  const orders = useOrders(`meeting/${meetingId}`);
  const following = useFollow(meetingId, board.presenter, me, live);
  const mine = myFloor(board, me);
  const current = board.agenda?.current ?? null;
  // What this person has opened himself, of the item on the table or of another; null: whatever is on.
  const [own, setOwn] = useState<Opened | null>(null);
  const { mode } = following;
  const shown = mode !== 'following' && own && board[`item:${own.itemId}`] ? own.itemId : current;
  // A new presenter, or another item: what is on the table again. Who reads on his own goes on reading.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the item on the table is what must have changed.
  useEffect(() => {
    if (mode !== 'peeking') setOwn(null);
  }, [mode, current]);
  const open = (itemId: string | null, versionId: string | null) => {
    setOwn(itemId === null ? null : { itemId, versionId });
    following.peek();
  };
  const ask = (kind: Kind) => void orders.give('floor:ask', { kind }, say('floor.ask'));
  const comeBack = () => {
    setOwn(null);
    following.comeBack();
  };
  useSaid(board, mine.state === 'speaking');
  useRoomKeys({
    onSpace: enter === 'present' && mine.state === 'free' && mine.whyNot === null ? () => ask('speech') : null,
    onReturn: following.mode === 'peeking' ? comeBack : null,
  });
  return (
    <Page
      {...page}
      actions={<Badges board={board} />}
      footer={
        enter === 'check-in' || enter === 'admission' ? (
          <CheckIn enter={enter} orders={orders} />
        ) : (
          <FloorBar board={board} mine={mine} orders={orders} onAsk={ask} present={enter === 'present'} />
        )
      }
    >
      <div className={css.room}>
        <AgendaRail
          board={board}
          shown={shown}
          guest={you.seat?.role === 'guest'}
          onShow={(itemId) => open(itemId, null)}
          foot={<WaysOut meetingId={meetingId} seat={you.seat?.role} present={enter === 'present'} orders={orders} />}
        />
        <RoomStage
          board={board}
          you={you}
          itemId={shown}
          own={own?.versionId ?? null}
          onOpen={(versionId) => open(shown, versionId)}
          following={following}
          comeBack={comeBack}
          orders={orders}
          present={enter === 'present'}
        />
      </div>
      <RefusalDialog refused={orders.refused} onClose={orders.forget} />
    </Page>
  );
}

/** What happens without one's own doing is said: the item that is called, and that the floor is one's own. */
function useSaid(board: MeetingBoard, speaking: boolean) {
  const say = useWords('room');
  const title = board[`item:${board.agenda?.current ?? ''}`]?.title;
  useEffect(() => {
    if (title) announce(say('room.called', { title }));
  }, [title, say]);
  useEffect(() => {
    if (speaking) announce(say('floor.turn'), 'assertive');
  }, [speaking, say]);
}

function Badges({ board: { quorum, agenda } }: { readonly board: MeetingBoard }) {
  const say = useWords('room');
  return (
    <>
      {agenda?.doorsClosedFor && (
        <StateTag tone="warn" icon={LockKeyhole}>
          {say('room.doors')}
        </StateTag>
      )}
      {quorum && (
        <span className={css.quorum}>
          <StateTag tone={quorum.met ? 'ok' : 'bad'} icon={Users}>
            {say(quorum.met ? 'room.quorum.ok' : 'room.quorum.short', { present: quorum.present, base: quorum.base })}
          </StateTag>
        </span>
      )}
    </>
  );
}

function CheckIn({ enter, orders }: { readonly enter: 'check-in' | 'admission'; readonly orders: Orders }) {
  const say = useWords('room');
  if (enter === 'admission') return <p className={css.admission}>{say('enter.admission')}</p>;
  return (
    <div className={css.enter}>
      <p>{say('enter.hint')}</p>
      <BigButton
        loading={orders.busy === 'attendance:check-in'}
        leftSection={<DoorOpen size={26} aria-hidden />}
        onClick={() => void orders.give('attendance:check-in', {}, say('enter.do'))}
      >
        {say('enter.do')}
      </BigButton>
    </div>
  );
}

interface WaysOutProps {
  readonly meetingId: string;
  readonly seat: string | undefined;
  readonly present: boolean;
  readonly orders: Orders;
}
function WaysOut({ meetingId, seat, present, orders }: WaysOutProps) {
  const say = useWords('room');
  const [asking, setAsking] = useState(false);
  return (
    <>
      {(seat === 'chair' || seat === 'secretary') && (
        <Button component={Link} to={`/meetings/${meetingId}/chair`} leftSection={<Gavel size={20} aria-hidden />}>
          {say('room.chair')}
        </Button>
      )}
      {present && (
        <Button variant="subtle" color="son" onClick={() => setAsking(true)}>
          {say('leave.do')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        danger
        title={say('leave.title')}
        body={say('leave.body')}
        confirm={say('leave.do')}
        cancel={say('leave.back')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void orders.give('attendance:leave', {}, say('leave.do'));
        }}
      />
    </>
  );
}
