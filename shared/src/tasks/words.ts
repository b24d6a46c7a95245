import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'task-exists': 'Nhiệm vụ này đã được giao.',
    'no-task': 'Không có nhiệm vụ này.',
    'task-closed': 'Nhiệm vụ này đã hoàn thành hoặc đã hủy.',
  },
  sentences: {
    'task:opened': 'Giao nhiệm vụ: {text}.',
    'task:reported': 'Báo cáo tiến độ: {note}',
    'task:completed': 'Hoàn thành ngày {on}.',
    'task:cancelled': 'Hủy nhiệm vụ.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'task-exists': 'This task has been given already.',
    'no-task': 'There is no such task.',
    'task-closed': 'This task is completed or cancelled.',
  },
  sentences: {
    'task:opened': 'Task given: {text}.',
    'task:reported': 'Progress report: {note}',
    'task:completed': 'Completed on {on}.',
    'task:cancelled': 'Task cancelled.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'task:opened': ({ text }) => ['task:opened', { text }],
  'task:reported': ({ note }) => ['task:reported', { note }],
  'task:completed': ({ on }) => ['task:completed', { on }],
  'task:cancelled': () => ['task:cancelled', {}],
};
