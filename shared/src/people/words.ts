import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'roll-settled': 'Thành phần biểu quyết đã chốt khi mở điểm danh, không thay đổi được nữa.',
    'one-chair': 'Cuộc họp có đúng một chủ tọa.',
    'substitute-does-not-vote': 'Người dự thay được phát biểu, không biểu quyết nên không dự với tư cách thành viên.',
    'has-no-vote': 'Có người không giữ chức danh có quyền biểu quyết nên không dự với tư cách thành viên hay chủ tọa.',
    'called-twice': 'Một người chỉ có một tư cách trong cuộc họp.',
    'not-called': 'Người này không có trong thành phần cuộc họp.',
  },
  sentences: {},
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'roll-settled': 'Who votes was settled when check-in opened and can no longer change.',
    'one-chair': 'A meeting has exactly one chair.',
    'substitute-does-not-vote': 'A substitute speaks but does not vote, and so is not called as a member.',
    'has-no-vote': 'Somebody here holds no office with a vote, and so is neither member nor chair of a meeting.',
    'called-twice': 'A person has only one place in a meeting.',
    'not-called': 'This person has not been called to the meeting.',
  },
  sentences: {},
};
export const sentences: Sentences<Events, typeof vi.sentences> = {};
