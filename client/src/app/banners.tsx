import { useState } from 'react';
import { OfflineBanner, SendingBanner, UnsavedBanner } from '../ui/offline-banner.js';
import { UpdateBanner } from '../ui/update-banner.js';
import { useTimeZone } from './body.js';
import { useConnection } from './connection.js';
import { useUpdate } from './update.js';

/** One at a time: offline outweighs an update, which can wait. */
export function Banners() {
  const { state, since, waiting, sending, unsaved, retry } = useConnection();
  const { ready, apply } = useUpdate();
  const timeZone = useTimeZone();
  const [later, setLater] = useState(false);
  if (state === 'offline' && since !== null) {
    return <OfflineBanner since={since} waiting={waiting} onRetry={retry} timeZone={timeZone} />;
  }
  if (unsaved) return <UnsavedBanner waiting={waiting} />;
  if (sending) return <SendingBanner {...sending} />;
  if (ready && !later) return <UpdateBanner onUpdate={apply} onLater={() => setLater(true)} />;
  return null;
}
