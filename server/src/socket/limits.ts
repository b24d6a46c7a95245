import { createBucket } from './bucket.js';

/** Messages a second, and at once, that an honest tablet never reaches: a pen says 20, a page turned 17. */
const MESSAGES = { rate: 120, burst: 600 };
/** Of all it sends, in bytes. Updates, which it may send as fast as they are acknowledged, have a limit below. */
const RAW = { rate: 2 * 1024 * 1024, burst: 16 * 1024 * 1024 };
const UPDATES = { rate: 512 * 1024, burst: 4 * 1024 * 1024 };
/** So many times it is told that it is too fast, and once more each second; then the socket is ended. */
const PATIENCE = { rate: 1, burst: 50 };

/** What one socket may send. */
export function createLimits(elapsed: () => number) {
  const bucket = ({ rate, burst }: { rate: number; burst: number }) => createBucket(rate, burst, elapsed);
  const messages = bucket(MESSAGES);
  const raw = bucket(RAW);
  const updates = bucket(UPDATES);
  const patience = bucket(PATIENCE);
  return {
    /** One message more: `slower` is said to the tablet, `end` is the end. */
    message: (): 'well' | 'slower' | 'end' => (messages.take(1) ? 'well' : patience.take(1) ? 'slower' : 'end'),
    bytes: (count: number): boolean => raw.take(count),
    update: (bytes: number): boolean => updates.take(bytes),
  };
}
