import { type ReactNode, useEffect, useState } from 'react';
import { useConnection } from '../app/connection.js';
import { browserDevice, deviceId } from './device.js';
import { SyncContext } from './hooks.js';
import { type Sync, showConnection, startSync } from './sync.js';

interface Props {
  /** The signed-in person, or whatever the server's greeting calls a display. */
  readonly personId: string;
  readonly app: string;
  /** The server wants a newer version, or the session is over; may be told more than once. Keep its identity. */
  readonly onEnded: (why: 'please-update' | 'signed-out') => void;
  /** Shown until the device's store is open. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Starts sync for one person, stops it with the screens, and keeps `useConnection` told. */
export function SyncProvider({ personId, app, onEnded, fallback, children }: Props) {
  const [sync, setSync] = useState<Sync | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => {
    let stop = () => {};
    let isOver = false;
    // Evicted storage would cost unsent words; browsers grant this to installed applications.
    void navigator.storage?.persist?.();
    startSync({ personId, app, deviceId: deviceId(), device: browserDevice() }).then(
      (started) => {
        const { state } = started.connection;
        const ended = () => {
          const why = state.getState().ended;
          if (why) onEnded(why);
        };
        const stops = [showConnection(started, (shown) => useConnection.setState(shown)), state.subscribe(ended)];
        stop = () => {
          for (const one of stops) one();
          void started.close();
        };
        if (isOver) return stop();
        setSync(started);
        ended();
      },
      (why: unknown) => isOver || setFault(why),
    );
    return () => {
      isOver = true;
      stop();
      setSync(null);
    };
  }, [personId, app, onEnded]);
  // Without a store nothing that is made here would be safe: the error boundary says so.
  if (fault !== null) throw fault;
  return sync ? <SyncContext value={sync}>{children}</SyncContext> : fallback;
}
