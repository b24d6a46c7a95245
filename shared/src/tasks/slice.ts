import { z } from 'zod';
import { taskForm } from '../conclusions/slice.js';
import { day, id, prose } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields } from '../ledger/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

/** Which event gave rise to this: stream, seq, index within the entry. A repeat is refused by it. */
export const source = z.strictObject({ stream: z.string(), seq: z.int(), index: z.int() });
const opened = z.strictObject({
  ...taskForm.shape,
  source,
  bodyId: id,
  meetingId: id,
  itemId: id,
  itemTitle: z.string(),
  issuedOn: day,
});
type Opened = z.infer<typeof opened>;
export interface Task extends Opened {
  readonly state: 'open' | 'done' | 'cancelled';
  readonly completedOn: string | null;
  readonly history: readonly { readonly at: string; readonly note: string }[];
}
/** A stream `task/{taskId}` holds one task. */
export interface Tasks {
  readonly task: Task | null;
}
export const initial: Tasks = { task: null };

export const requests = {
  'task:open': opened,
  'task:report': z.strictObject({ note: prose(4000) }),
  'task:complete': z.strictObject({ on: day, note: prose(4000) }),
  'task:cancel': z.strictObject({ note: prose(4000) }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'task:opened': opened,
  'task:reported': z.strictObject({ note: z.string() }),
  'task:completed': z.strictObject({ on: day, note: z.string() }),
  'task:cancelled': z.strictObject({ note: z.string() }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals;
type Decision = Decided<Events, Refusal>;
export interface Reads {
  readonly tasks: Tasks;
}

const whenOpen = ({ task }: Tasks, decided: Decision): Decision => {
  if (!task) return 'no-task';
  return task.state === 'open' ? decided : 'task-closed';
};
export const decide: Decide<Reads, Requests, Decision> = {
  'task:open': ({ tasks }, request): Decision => (tasks.task ? 'task-exists' : [{ type: 'task:opened', ...request }]),
  'task:report': ({ tasks }, { note }): Decision => whenOpen(tasks, [{ type: 'task:reported', note }]),
  'task:complete': ({ tasks }, { on, note }): Decision => whenOpen(tasks, [{ type: 'task:completed', on, note }]),
  'task:cancel': ({ tasks }, { note }): Decision => whenOpen(tasks, [{ type: 'task:cancelled', note }]),
};
const step = ({ task }: Tasks, to: Partial<Task>, at: string, note: string): Tasks => ({
  task: task && { ...task, ...to, history: [...task.history, { at, note }] },
});
export const evolve: Evolve<Tasks, Events> = {
  'task:opened': (_, fields) => ({ task: { ...fields, state: 'open', completedOn: null, history: [] } }),
  'task:reported': (tasks, { note }, { at }) => step(tasks, {}, at, note),
  'task:completed': (tasks, { on, note }, { at }) => step(tasks, { state: 'done', completedOn: on }, at, note),
  'task:cancelled': (tasks, { note }, { at }) => step(tasks, { state: 'cancelled' }, at, note),
};
