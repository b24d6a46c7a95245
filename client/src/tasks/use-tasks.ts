import type { TaskRow, TasksAnswer } from '@ecab/shared/contract/http';
import { dayAt } from '@ecab/shared/rules/working-days';
import { type TaskStatus, taskStatus } from '@ecab/shared/tasks/status';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { read } from '../app/api.js';
import { serverNow } from '../app/connection.js';
import { usePeople } from '../app/people.js';

export type ShownTask = TaskRow & { readonly status: TaskStatus; readonly days: number };
type State = 'open' | 'done';
const address = (state: State, after: string | null) =>
  `/api/tasks?state=${state}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`;

/** The body's day, from the server's clock; Vietnam's until the roster is known. */
export const today = (offsetMinutes = 420) => dayAt(new Date(serverNow()).toISOString(), offsetMinutes);

/** How each task stands today. */
export function useStatus() {
  const { roster } = usePeople();
  const calendar = roster?.calendar ?? { holidays: [], swapDays: [] };
  return (task: TaskRow): ShownTask => ({ ...task, ...taskStatus(task, today(), calendar) });
}

export function useTasks(state: State) {
  return useInfiniteQuery({
    queryKey: ['tasks', state],
    queryFn: ({ pageParam, signal }) => read<TasksAnswer>(address(state, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}
/** The open ones, as far as one page goes: for counts and the home screen. */
export function useOpenTasks() {
  return useQuery({
    queryKey: ['tasks', 'open', 'first'],
    queryFn: ({ signal }) => read<TasksAnswer>(address('open', null), signal),
    meta: { keep: true },
  });
}
