import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openControl } from '../adapters/control.js';
import { openSqliteStore } from '../adapters/sqlite/open.js';
import { memoryStore } from '../storage/memory.js';
import { openCabinet } from '../testing/app.fixture.js';
import { inviteByName, revokeByName } from './invite.js';
import { runFound, runInvite, runRevoke } from './run.js';

const EXAMPLE = fileURLToPath(new URL('../../../docs/body.example.yaml', import.meta.url));
const START = '2026-11-26T01:00:00.000Z';
const tokenIn = (line: string) => /#([\w-]+)/.exec(line)?.[1] ?? '';

let folder: string;
let env: Record<string, string>;
let printed: string[];
const print = (line: string) => void printed.push(line);
const found = (file = EXAMPLE) => {
  printed = [];
  return runFound([file], env, print);
};
const asked = (name: string) => {
  printed = [];
  return runInvite([name], env, print);
};
const revoked = (name: string) => {
  printed = [];
  return runRevoke([name], env, print);
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecab-found-'));
  env = { NODE_ENV: 'production', DATA_DIR: join(folder, 'data'), PUBLIC_URL: 'https://hop.example.vn' };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a body of one’s own', () => {
  test('is not founded by a file with faults, and nothing is made', async () => {
    const file = join(folder, 'broken.yaml');
    await writeFile(file, (await readFile(EXAMPLE, 'utf8')).replace('seat: 3', 'seat: three'));
    expect(await found(file)).toBe(1);
    expect(printed).toEqual([expect.stringMatching(/broken\.yaml:\d+: people\.3\.seat: /)]);
    await expect(stat(join(folder, 'data', 'cabinet.sqlite'))).rejects.toThrow();
    expect(await found(join(folder, 'none.yaml'))).toBe(2);
    expect(await asked('loan.tt')).toBe(1);
    expect(printed.join()).toContain('holds no body yet');
  });

  test('is founded once, in production, with an invitation for each administrator and secretary', async () => {
    expect(await found()).toBe(0);
    const links = printed.filter((line) => line.includes('https://hop.example.vn/sign-in/link#'));
    expect(links.map((line) => line.split(':')[0])).toEqual(['Lò Văn Thắng', 'Trần Thị Loan']);
    expect(await found()).toBe(1);
    expect(printed).toEqual([expect.stringContaining('holds the body ubnd-xa-dong-khe already')]);
  });

  test('an invited secretary sets a password, signs in with it, and creates a meeting', async () => {
    expect(await asked('Trần Thị Loan')).toBe(0);
    const invitation = tokenIn(printed[0] ?? '');
    const store = await openSqliteStore({ folder: env.DATA_DIR ?? '', now: () => new Date().toISOString() });
    const cabinet = await openCabinet({ start: new Date().toISOString(), store });
    try {
      const post = async (path: string, body: object, cookie = '') => {
        const headers = { 'content-type': 'application/json', origin: cabinet.url, cookie };
        const answer = await fetch(`${cabinet.url}/api/identity/${path}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        });
        const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
        return { status: answer.status, told: (await answer.json()) as { ok: boolean }, cookie: cookies.join('; ') };
      };
      const came = await post('link', { token: invitation, remember: false });
      expect(came.told).toMatchObject({ ok: true, me: { passwordNeeds: 'sign-in-name' } });
      const password = 'Mùa nước nổi 2026';
      expect((await post('password', { next: password, signIn: 'loan.tt' }, came.cookie)).told.ok).toBe(true);
      expect((await post('link', { token: invitation, remember: false })).status, 'single use').toBe(410);
      const signedIn = await post('sign-in', { signIn: 'Loan.TT', password, remember: false });
      expect(signedIn.told).toMatchObject({ ok: true, me: { person: { id: 'p-loan' } } });

      const secretary = await cabinet.tablet('p-loan');
      const details = {
        kind: 'regularSession',
        title: 'Phiên họp tháng 12',
        number: 12,
        place: 'UBND xã',
        roomId: null,
      };
      const startsAt = new Date(Date.now() + 10 * 86_400_000).toISOString();
      const request = { ...details, startsAt, chairId: 'p-thuc', profileId: 'vn.ubnd.commune@2025' };
      expect(await secretary.command('meeting/m1', 'meeting:create', request)).toMatchObject({ ok: true });
      await cabinet.app.settled();
      const list = await (await secretary.get('/api/meetings')).json();
      expect(list).toMatchObject({ meetings: [{ meetingId: 'm1', title: 'Phiên họp tháng 12' }] });
      expect(cabinet.faults).toEqual([]);
    } finally {
      await cabinet.close();
      await store.close();
    }
  });

  test('is not put beside what another beginning left behind', async () => {
    const store = memoryStore({ now: () => START });
    await store.streams.append('body/other', 0, new Uint8Array([1]));
    const { installBody } = await import('./install-body.js');
    await expect(installBody({ store } as never, { id: 'mine' } as never)).rejects.toThrow(
      'beginnings of another body',
    );
  });
});

describe('an invitation', () => {
  test('is made, and what came of it ended, by the running server, which alone may write its store', async () => {
    const store = await openSqliteStore({ folder: env.DATA_DIR ?? '', now: () => new Date().toISOString() });
    const cabinet = await openCabinet({ start: new Date().toISOString(), store });
    expect(await asked('thuc.ht')).toBe(1);
    expect(printed.join(), 'no socket: it says so').toContain('in use');
    const url = 'https://hop.example.vn:8443';
    const reported: unknown[] = [];
    const invite = ([name]: readonly string[]) => inviteByName(cabinet.app, name ?? '', url, cabinet.clock.now());
    const revoke = ([name]: readonly string[]) => revokeByName(cabinet.app, name ?? '');
    const control = await openControl(env.DATA_DIR ?? '', { invite, revoke }, (fault) => void reported.push(fault));
    try {
      expect((await stat(join(env.DATA_DIR ?? '', 'control.sock'))).mode & 0o777).toBe(0o600);
      expect(await asked('thuc.ht')).toBe(0);
      expect(printed).toEqual([expect.stringContaining(`Hà Thị Thục: ${url}/sign-in/link#`)]);
      expect(await asked('ai-do')).toBe(1);
      expect(printed).toEqual(['ai-do is nobody of this body, and no room.']);
      expect(await asked('phong-hop')).toBe(0);
      const token = tokenIn(printed[0] ?? '');
      const display = await fetch(`${cabinet.url}/api/identity/link`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: cabinet.url },
        body: JSON.stringify({ token, remember: true }),
      });
      expect(await display.json()).toMatchObject({ me: { kind: 'display', roomId: 'phong-hop' } });
      const cookie = display.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      const me = async () =>
        ((await (await fetch(`${cabinet.url}/api/identity/me`, { headers: { cookie } })).json()) as { me: unknown }).me;
      expect(await me()).not.toBeNull();
      expect(await revoked('ai-do')).toBe(1);
      expect(await revoked('phong-hop')).toBe(0);
      expect(printed).toEqual(['Phòng họp UBND xã: sessions ended: 1']);
      expect(await me()).toBeNull();
      expect(reported).toEqual([]);
    } finally {
      await control.close();
      await cabinet.close();
      await store.close();
    }
  });
});
