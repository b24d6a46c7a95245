import type { Same } from '../i18n/words.js';

export const vi = {
  'minutes.release': 'Gửi lấy ý kiến',
  'minutes.sign': 'Ký số',
  'minutes.issue': 'Ban hành',
  'minutes.edited': 'Đã sửa so với sự kiện {n}',
} as const;
export const en: Same<typeof vi> = {
  'minutes.release': 'Release for comment',
  'minutes.sign': 'Sign',
  'minutes.issue': 'Issue',
  'minutes.edited': 'Differs from event {n}',
};
