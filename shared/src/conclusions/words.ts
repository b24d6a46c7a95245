import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'already-concluded': 'Nội dung này đã có kết luận.',
    'not-concluded': 'Nội dung này chưa có kết luận.',
    'block-has-items': 'Kết luận cho từng nội dung trong nhóm.',
    'needs-text': 'Cần ghi nội dung kết luận.',
    'needs-reason': 'Cần ghi lý do để lại hoặc rút nội dung này.',
    'needs-vote': 'Nội dung này phải biểu quyết trước khi thông qua.',
    'tie-unresolved': 'Kết quả ngang nhau chưa phân định: biểu quyết lại hoặc để lại.',
    'differs-from-vote': 'Kết luận trái với kết quả biểu quyết.',
    'task-given-twice': 'Nhiệm vụ này đã được giao.',
    'same-text': 'Kết luận không thay đổi.',
  },
  sentences: {
    'item:concluded': 'Chủ tọa kết luận: {text} {outcome}',
    'conclusion:revised': 'Chỉnh lý kết luận: {text}',
    noted: '(Ghi nhận)',
    adopted: '(Thông qua)',
    adopted_amended: '(Thông qua, có chỉnh lý)',
    rejected: '(Không thông qua)',
    deferred: '(Để lại)',
    withdrawn: '(Rút khỏi chương trình)',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'already-concluded': 'This item is concluded already.',
    'not-concluded': 'This item is not concluded.',
    'block-has-items': 'Conclude the items of the block one by one.',
    'needs-text': 'A conclusion needs words.',
    'needs-reason': 'Deferring or withdrawing an item needs a reason.',
    'needs-vote': 'This item needs a vote before it is adopted.',
    'tie-unresolved': 'The tie is unresolved: vote again, or defer.',
    'differs-from-vote': 'The conclusion contradicts the vote.',
    'task-given-twice': 'This task has been given already.',
    'same-text': 'The conclusion is unchanged.',
  },
  sentences: {
    'item:concluded': 'The chair concluded: {text} {outcome}',
    'conclusion:revised': 'Conclusion revised: {text}',
    noted: '(Noted)',
    adopted: '(Adopted)',
    adopted_amended: '(Adopted as amended)',
    rejected: '(Rejected)',
    deferred: '(Deferred)',
    withdrawn: '(Withdrawn)',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'item:concluded': ({ text, outcome }) => ['item:concluded', { text, outcome }],
  'conclusion:revised': ({ text }) => ['conclusion:revised', { text }],
};
