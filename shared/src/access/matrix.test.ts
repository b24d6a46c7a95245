import { describe, expect, test } from 'vitest';
import { versionIn } from '../papers/slice.js';
import { machine, who } from '../testing/meeting.js';
import { asText, everybody, officeRights, type Role, roleMatrix, roles } from '../testing/roles.js';
import { stages } from '../testing/stages.js';
import { audienceOf, can } from './can.js';

const all = stages();
const matrix = roleMatrix(all);
const staff: readonly Role[] = ['chair', 'delegate', 'secretary'];

test('who may do what, when: a change of rights shows here, and is looked at', async () => {
  await expect(asText(matrix) + officeRights()).toMatchFileSnapshot('rights.txt');
});

test('an administrator, a stranger and the display of another room get nothing of a meeting, at any door', () => {
  for (const role of ['admin', 'stranger', 'otherDisplay'] as const) {
    const rights = matrix.filter((one) => one.role === role);
    expect(rights.length).toBeGreaterThan(1000);
    expect(rights.filter(({ may }) => may !== 'no')).toEqual([]);
    for (const { state } of all.values()) expect(audienceOf(state, who(everybody[role]))).toBeNull();
  }
});

test('a display and the server read no papers, and a display orders nothing', () => {
  const papers = matrix.filter(({ role, about }) => (role === 'display' || role === 'system') && about !== '');
  expect(papers.filter(({ may }) => may !== 'no')).toEqual([]);
  const display = matrix.filter(({ role, may }) => role === 'display' && may !== 'no');
  expect(new Set(display.map(({ name }) => name))).toEqual(new Set(['meeting:see']));
});

test('what was never convened is visible to chair and secretaries only', () => {
  for (const stage of ['draft', 'draft_cancelled'])
    for (const role of roles) {
      const audience = audienceOf(all.get(stage)?.state as never, who(everybody[role]));
      expect([stage, role, audience]).toEqual([stage, role, staff.includes(role) ? 'chair' : null]);
    }
  for (const role of roles) expect(audienceOf(machine.initial, who(everybody[role]))).toBeNull();
});

test('who may see the meeting has a board, who may not has none', () => {
  for (const { role, stage, room, name, may } of matrix.filter((one) => one.name === 'meeting:see')) {
    const board = audienceOf(room, who(everybody[role])) !== null;
    expect([stage, role, name, board]).toEqual([stage, role, name, may === 'yes']);
  }
});

test('board and paper door agree on every version, for everybody who reads papers', () => {
  for (const { role, stage, room } of matrix.filter((one) => one.name === 'meeting:see' && one.role !== 'display')) {
    const person = who(everybody[role]);
    const audience = audienceOf(room, person);
    const board = audience === null ? {} : machine.board(room, audience);
    for (const { versions } of Object.values(room.papers.papers))
      for (const { versionId } of versions) {
        const told = JSON.stringify(board).includes(`"${versionId}"`);
        expect([stage, role, versionId, can(room, person, 'paper:read', versionId)]).toEqual([
          stage,
          role,
          versionId,
          told,
        ]);
        expect(versionIn(room.papers, versionId)).not.toBeNull();
      }
  }
  expect(can(all.get('archived')?.state as never, who('p0'), 'paper:read', 'm1~t-i2~9')).toBe(false);
  expect(can(all.get('archived')?.state as never, who('p0'), 'paper:read', 'other~t-i2~1')).toBe(false);
  expect(can(all.get('archived')?.state as never, who('p0'), 'paper:read')).toBe(false);
});

describe('who has delegated what', () => {
  test('a delegated secretary may for the chair all that a chair may but delegating and voting', () => {
    const chairs = new Set(
      matrix
        .filter(({ role, door, may }) => role === 'chair' && door === 'command' && may === 'yes')
        .map(({ name }) => name),
    );
    const running = matrix.filter(
      ({ role, stage, may }) => role === 'delegate' && stage === 'in_session' && may !== 'no',
    );
    const missing = [...chairs].filter((name) => !running.some((one) => one.name === name));
    expect(missing.sort()).toEqual(['ballot:cast', 'meeting:delegate', 'meeting:undelegate']);
  });
  test('nobody else acts for anybody', () => {
    expect(new Set(matrix.filter(({ may }) => may === 'chair').map(({ role }) => role))).toEqual(new Set(['delegate']));
  });
});
