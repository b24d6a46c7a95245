import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'roll-settled': 'Thành phần biểu quyết đã chốt khi mở điểm danh, không thay đổi được nữa.',
    'one-chair': 'Cuộc họp có đúng một chủ tọa.',
    'called-twice': 'Một người chỉ có một tư cách trong cuộc họp.',
    'not-called': 'Người này không có trong thành phần cuộc họp.',
  },
  sentences: {},
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'roll-settled': 'Who votes was settled when check-in opened and can no longer change.',
    'one-chair': 'A meeting has exactly one chair.',
    'called-twice': 'A person has only one place in a meeting.',
    'not-called': 'This person has not been called to the meeting.',
  },
  sentences: {},
};
export const sentences: Sentences<Events, typeof vi.sentences> = {};
