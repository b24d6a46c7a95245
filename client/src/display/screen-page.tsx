import { useEffect } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../app/session.js';
import { ended } from '../app/signed-in.js';
import { useWords } from '../i18n/say.js';
import { SyncProvider } from '../sync/sync-provider.js';
import { NoScreen, Plain } from './plain.js';
import { RoomScreen } from './room-screen.js';

/** What the screen in a room shows. It is a device of its own: it signs in by its link, is told no roster and orders nothing. */
export function Component() {
  const { roomId = '' } = useParams();
  const say = useWords('display');
  const me = useSession((session) => session.me);
  useEffect(() => {
    document.title = say('display.title', { room: roomId });
  }, [say, roomId]);
  if (me === undefined) return <Plain title={say('display.loading')} />;
  if (me === null) return <NoScreen why="signedOut" />;
  if (me.kind === 'person') return <NoScreen why="person" />;
  if (me.roomId !== roomId) return <NoScreen why="otherRoom" />;
  return (
    <SyncProvider
      personId={`display:${roomId}`}
      app={APP_VERSION}
      onEnded={ended}
      fallback={<Plain title={say('display.loading')} />}
    >
      <RoomScreen roomId={roomId} />
    </SyncProvider>
  );
}
