import { type ReactNode, useEffect, useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { useConnection } from '../app/connection.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { useNow } from '../ui/use-now.js';
import css from './display.module.css';

const WIDTH = 1920;
const HEIGHT = 1080;

/** The whole wall: laid out for 1920 × 1080 and shown as large as the screen allows. */
export function Wall({ children }: { readonly children: ReactNode }) {
  const scale = useScale();
  return (
    <div className={css.around}>
      <div className={css.wall} style={{ zoom: scale }}>
        {children}
      </div>
    </div>
  );
}
const readScale = () => Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
function useScale(): number {
  const [scale, setScale] = useState(readScale);
  useEffect(() => {
    const resized = () => setScale(readScale());
    window.addEventListener('resize', resized);
    return () => window.removeEventListener('resize', resized);
  }, []);
  return scale;
}

interface Props {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly footer?: ReactNode;
  /** First 16 hex digits of the signed head, once there is one. */
  readonly head?: string | undefined;
  readonly children: ReactNode;
}
/** Head with the clock, what is on, and the foot, which also tells of a lost connection. */
export function Screen({ title, detail, footer, head, children }: Props) {
  const say = useWords('display');
  const lost = useLost(5_000);
  return (
    <>
      <header className={css.head}>
        <b>{title}</b>
        {detail && <span>{detail}</span>}
        <Clock />
      </header>
      <main className={css.main}>{children}</main>
      <footer className={css.foot}>
        <div className={css.footer}>{footer}</div>
        {lost && (
          <strong className={css.lost} role="status">
            {say('display.reconnecting')}
          </strong>
        )}
        {head && <span className={css.digits}>{say('display.head', { hash: head })}</span>}
      </footer>
    </>
  );
}

function Clock() {
  const offsetMs = useConnection(({ offsetMs }) => offsetMs);
  const format = useFormat(useTimeZone());
  const now = useNow(true, -offsetMs) + offsetMs;
  return <time className={css.clock}>{format.time(new Date(now).toISOString())}</time>;
}

/** Has the server been out of reach for that long? A short gap is nothing to tell a whole room. */
function useLost(afterMs: number): boolean {
  const connected = useConnection(({ state }) => state === 'connected');
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connected) {
      setLost(false);
      return;
    }
    const timer = setTimeout(() => setLost(true), afterMs);
    return () => clearTimeout(timer);
  }, [connected, afterMs]);
  return lost;
}
