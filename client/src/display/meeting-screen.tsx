import type { ScreenAnswer } from '@ecab/shared/contract/http';
import { useBody } from '../app/body.js';
import { useBoard } from '../sync/hooks.js';
import { BeforeScreen } from './before-screen.js';
import css from './display.module.css';
import { Screen } from './frame.js';
import { ItemScreen } from './item-screen.js';
import { MomentScreen } from './moment-screen.js';
import { BallotScreen, ResultScreen } from './poll-screens.js';
import { wallOf } from './shown.js';

/** One meeting on the wall. Without a connection its last state stays. */
export function MeetingScreen({ meetingId, screen }: { readonly meetingId: string; readonly screen: ScreenAnswer }) {
  const { entities: board } = useBoard(`meeting/${meetingId}`);
  const wall = wallOf(board);
  const body = useBody();
  const props = { board, screen };
  if (!wall)
    return (
      <Screen title={body?.shortName ?? ''} detail={screen.room.name}>
        <h1 className={css.title}>{body?.name}</h1>
      </Screen>
    );
  switch (wall.show) {
    case 'before':
      return <BeforeScreen {...props} />;
    case 'item':
      return <ItemScreen {...props} itemId={wall.itemId} />;
    case 'ballot':
      return <BallotScreen {...props} wall={wall} />;
    case 'result':
      return <ResultScreen {...props} pollId={wall.pollId} />;
    default:
      return <MomentScreen {...props} show={wall.show} />;
  }
}
