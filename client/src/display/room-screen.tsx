import type { ScreenAnswer } from '@ecab/shared/contract/http';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { read } from '../app/api.js';
import { useBody, useTimeZone } from '../app/body.js';
import { serverNow } from '../app/connection.js';
import { queries } from '../app/queries.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useSync } from '../sync/hooks.js';
import css from './display.module.css';
import { Screen, Wall } from './frame.js';
import { MeetingScreen } from './meeting-screen.js';

/** Follows the room from meeting to meeting. */
export function RoomScreen({ roomId }: { readonly roomId: string }) {
  const { connection } = useSync();
  const { data } = useQuery({
    queryKey: ['screens', roomId],
    queryFn: ({ signal }) => read<ScreenAnswer>(`/api/screens/${encodeURIComponent(roomId)}`, signal),
    refetchInterval: 15_000,
    refetchIntervalInBackground: true,
  });
  useEffect(() => {
    const again = () => void queries.invalidateQueries({ queryKey: ['screens'] });
    const stops = [connection.on('stale', again), connection.onConnected(again)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [connection]);
  return (
    <Wall>
      {data?.meetingId ? (
        <MeetingScreen key={data.meetingId} meetingId={data.meetingId} screen={data} />
      ) : (
        <Idle screen={data ?? null} />
      )}
    </Wall>
  );
}

function Idle({ screen }: { readonly screen: ScreenAnswer | null }) {
  const say = useWords('display');
  const body = useBody();
  const format = useFormat(useTimeZone());
  return (
    <Screen title={body?.shortName ?? ''} detail={screen?.room.name}>
      <p className={css.eyebrow}>{format.longDate(new Date(serverNow()).toISOString())}</p>
      <h1 className={css.title}>{say(screen ? 'display.nothing' : 'display.loading')}</h1>
    </Screen>
  );
}
