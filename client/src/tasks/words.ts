import type { Same } from '../i18n/words.js';

export const vi = {
  'task.notDue': 'Chưa đến hạn',
  'task.dueSoon': 'Sắp đến hạn',
  'task.late': 'Quá hạn {n} ngày',
  'task.doneOnTime': 'Hoàn thành đúng hạn',
  'task.doneLate': 'Hoàn thành quá hạn',
  'task.noReport': 'Chưa cập nhật tiến độ',
  'task.clear.process': 'Rõ quy trình',
  'task.clear.responsibility': 'Rõ trách nhiệm',
  'task.clear.result': 'Rõ kết quả',
} as const;
export const en: Same<typeof vi> = {
  'task.notDue': 'Not due',
  'task.dueSoon': 'Due soon',
  'task.late': '{n} days late',
  'task.late_one': '{n} day late',
  'task.doneOnTime': 'Done on time',
  'task.doneLate': 'Done late',
  'task.noReport': 'No progress report',
  'task.clear.process': 'Clear process',
  'task.clear.responsibility': 'Clear responsibility',
  'task.clear.result': 'Clear result',
};
