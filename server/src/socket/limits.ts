import { createBucket } from './bucket.js';

/** Messages a second, and at once, that an honest tablet never reaches: a pen says 20, a page turned 17. */
const MESSAGES = { rate: 120, burst: 600 };
/** Of all it sends, in bytes. Updates, which it may send as fast as they are acknowledged, have a limit below. */
const RAW = { rate: 2 * 1024 * 1024, burst: 16 * 1024 * 1024 };
const UPDATES = { rate: 512 * 1024, burst: 4 * 1024 * 1024 };
/** So many times it is told that it is too fast, and once more each second; then the socket is ended. */
const PATIENCE = { rate: 1, burst: 50 };

/** Of one person over all sockets: what is commanded stays in the record for ever. A list may be sent at once. */
const COMMANDS = { rate: 10, burst: 2000 };
/** Words and strokes of all tablets of one person; what was written for hours without a network comes at once. */
const WRITTEN = { rate: 256 * 1024, burst: 64 * 1024 * 1024 };
/** Each is told to everybody who has the doc open. */
const AWARE = { rate: 30, burst: 300 };

/** What one person, or the display of one room, may send. */
export function createPersonLimits(elapsed: () => number) {
  const bucket = ({ rate, burst }: { rate: number; burst: number }) => createBucket(rate, burst, elapsed);
  const commands = bucket(COMMANDS);
  const written = bucket(WRITTEN);
  const aware = bucket(AWARE);
  return {
    command: (): boolean => commands.take(1),
    update: (bytes: number): boolean => written.take(bytes),
    aware: (): boolean => aware.take(1),
  };
}
export type PersonLimits = ReturnType<typeof createPersonLimits>;

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
