import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'already-archived': 'Hồ sơ cuộc họp đã được lưu trữ.',
    'minutes-not-issued': 'Biên bản chưa ban hành, chưa lưu trữ được.',
    'items-pending': 'Còn nội dung chưa có kết luận. Chủ tọa để lại hoặc rút từng nội dung trước.',
  },
  sentences: {
    'meeting:archived': 'Đưa hồ sơ cuộc họp vào lưu trữ.',
    'archive:stored': 'Đã đóng gói hồ sơ lưu trữ.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'already-archived': 'The record of the meeting is archived.',
    'minutes-not-issued': 'The minutes are not issued, so the record cannot be archived.',
    'items-pending': 'Some items have no conclusion. The chair defers or withdraws each of them first.',
  },
  sentences: {
    'meeting:archived': 'The record of the meeting was archived.',
    'archive:stored': 'The archive package was made.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'meeting:archived': () => ['meeting:archived', {}],
  'archive:stored': () => ['archive:stored', {}],
};
