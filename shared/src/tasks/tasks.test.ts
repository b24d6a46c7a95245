import { describe, expect, test } from 'vitest';
import { grant, system, type Who } from '../access/can.js';
import { decideAll, empty, type Folded, fold } from '../ledger/batch.js';
import { machines, type TaskCommands, type TaskState } from '../ledger/machines.js';

const machine = machines.task;
type State = Folded<TaskState>;
const whoIs = (personId: string, ...bodyRoles: Who['bodyRoles']): Who => ({ personId, bodyRoles, displayOf: null });
const secretary = whoIs('s1', 'secretary');
let made = 0;
function run<Name extends keyof TaskCommands & string>(
  state: State,
  who: Who,
  name: Name,
  request: TaskCommands[Name],
  now = '2026-12-01T01:00:00.000Z',
) {
  const one = {
    name,
    request,
    commandId: `c${++made}`,
    actor: who.personId,
    may: (task: TaskState) => grant('task', task, who, name),
  };
  const { answers, bytes } = decideAll(machine, state, [one], now, { stream: 'task/t1', incarnation: 'i' });
  const [answer] = answers;
  return { state: bytes ? fold(machine, state, bytes) : state, said: answer?.ok ? 'ok' : (answer?.refusal ?? '') };
}
const task = {
  taskId: 't1',
  text: 'Hoàn thiện dự thảo',
  lead: { personId: 'p2', agency: 'Sở Tài chính' },
  coLeads: ['Sở Xây dựng'],
  product: 'Dự thảo',
  deadline: '2026-12-10',
  source: { stream: 'meeting/m1', seq: 7, index: 1 },
  bodyId: 'ubnd',
  meetingId: 'm1',
  itemId: 'i2',
  itemTitle: 'Bảng giá đất',
  issuedOn: '2026-11-26',
};
const opened = run(empty(machine), system, 'task:open', task).state;

test('a task is opened by the decision it comes from, once', () => {
  expect(opened.state.tasks.task).toMatchObject({ state: 'open', source: { seq: 7 }, history: [] });
  expect(run(opened, system, 'task:open', task).said).toBe('task-exists');
  expect(run(empty(machine), secretary, 'task:open', task).said).toBe('not-allowed');
});

describe('who says how it stands', () => {
  test.each([
    [whoIs('p2'), 'ok', 'ok', 'not-allowed'],
    [secretary, 'ok', 'ok', 'ok'],
    [whoIs('p3'), 'not-allowed', 'not-allowed', 'not-allowed'],
    [whoIs('a1', 'admin'), 'not-allowed', 'not-allowed', 'not-allowed'],
    [whoIs('k1', 'clerk'), 'not-allowed', 'not-allowed', 'not-allowed'],
    [{ personId: 'p2', bodyRoles: [], displayOf: 'r1' } as Who, 'not-allowed', 'not-allowed', 'not-allowed'],
  ])('%o: report %s, complete %s, cancel %s', (who, report, complete, cancel) => {
    expect(run(opened, who, 'task:report', { note: 'Đang làm' }).said).toBe(report);
    expect(run(opened, who, 'task:complete', { on: '2026-12-09', note: '' }).said).toBe(complete);
    expect(run(opened, who, 'task:cancel', { note: 'Không còn cần' }).said).toBe(cancel);
  });
});

test('what was reported is kept in order, and a task that is done or cancelled takes nothing more', () => {
  const lead = whoIs('p2');
  const reported = run(opened, lead, 'task:report', { note: 'Lần 1' }, '2026-12-02T01:00:00.000Z').state;
  const done = run(
    reported,
    lead,
    'task:complete',
    { on: '2026-12-09', note: 'Xong' },
    '2026-12-09T01:00:00.000Z',
  ).state;
  expect(done.state.tasks.task).toMatchObject({
    state: 'done',
    completedOn: '2026-12-09',
    history: [
      { at: '2026-12-02T01:00:00.000Z', note: 'Lần 1' },
      { at: '2026-12-09T01:00:00.000Z', note: 'Xong' },
    ],
  });
  const cancelled = run(opened, secretary, 'task:cancel', { note: '' }).state;
  for (const ended of [done, cancelled]) {
    expect(run(ended, lead, 'task:report', { note: '' }).said).toBe('task-closed');
    expect(run(ended, lead, 'task:complete', { on: '2026-12-10', note: '' }).said).toBe('task-closed');
    expect(run(ended, secretary, 'task:cancel', { note: '' }).said).toBe('task-closed');
  }
});

test('nothing is reported of a task that is not there', () => {
  expect(run(empty(machine), secretary, 'task:report', { note: '' }).said).toBe('no-task');
});
