import type { Me } from '@ecab/shared/contract/identity';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addKeeper } from './leaving.js';
import { arrive, depart, useSession } from './session.js';

const KEPT = 'ecab.me';
const me = (personId: string, sessionId: string, expiresAt = '2999-01-01T00:00:00.000Z') =>
  ({ kind: 'person', sessionId, deviceId: 'd', expiresAt, person: { id: personId, name: personId } }) as unknown as Me;
let wiped: string[];
let counting: () => Promise<number>;
let forgetKeeper = () => {};
beforeEach(() => {
  wiped = [];
  counting = async () => 0;
  const storage = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  });
  forgetKeeper = addKeeper({ unsent: () => counting(), wipe: async (personId) => void wiped.push(personId) });
  useSession.setState({ me: undefined, left: false });
});
afterEach(() => {
  forgetKeeper();
  vi.unstubAllGlobals();
});

test('a session that was revoked leaves nothing, also where another tab has kept a later time of it', async () => {
  await arrive(me('an', 's1'));
  localStorage.setItem(KEPT, JSON.stringify(me('an', 's1', '2999-02-01T00:00:00.000Z')));
  await depart('unless-unsent');
  expect(wiped).toEqual(['an']);
  expect(localStorage.getItem(KEPT)).toBeNull();
});

test('what is unsent keeps the tablet from being wiped when a session ends, not when its person signs out', async () => {
  await arrive(me('an', 's1'));
  counting = async () => 1;
  await depart('unless-unsent');
  expect(wiped).toEqual([]);
  await arrive(me('an', 's2'));
  await depart('always');
  expect(wiped).toEqual(['an']);
});

test('who has signed in again while it was counted is not wiped, here or in another tab', async () => {
  await arrive(me('an', 's1'));
  counting = async () => {
    await arrive(me('an', 's2'));
    return 0;
  };
  await depart('unless-unsent');
  expect(wiped).toEqual([]);

  // A link in another tab has ended this session, and that tab has kept its own.
  counting = async () => 0;
  localStorage.setItem(KEPT, JSON.stringify(me('an', 's3')));
  await depart('unless-unsent');
  expect(wiped).toEqual([]);
  expect(JSON.parse(localStorage.getItem(KEPT) ?? '')).toMatchObject({ sessionId: 's3' });
});

test('another person who signs in leaves nothing of the one before', async () => {
  await arrive(me('an', 's1'));
  await arrive(me('binh', 's2'));
  expect(wiped).toEqual(['an']);
});
