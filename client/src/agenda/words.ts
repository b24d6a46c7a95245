import type { Same } from '../i18n/words.js';

export const vi = {
  'agenda.publish': 'Phát hành cho {n} thành viên',
  'agenda.blocked': 'Chưa phát hành được: còn {n} điều phải sửa',
} as const;
export const en: Same<typeof vi> = {
  'agenda.publish': 'Publish to {n} members',
  'agenda.publish_one': 'Publish to {n} member',
  'agenda.blocked': 'Cannot publish: {n} to fix',
};
