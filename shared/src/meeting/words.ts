import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'already-created': 'Cuộc họp này đã được tạo.',
    'wrong-state': 'Việc này không làm được ở bước hiện tại của cuộc họp.',
    'not-a-secretary': 'Chỉ ủy nhiệm được cho thư ký của cuộc họp.',
    'already-delegated': 'Thư ký này đã được ủy nhiệm.',
    'nothing-due': 'Không có hạn nào đến.',
    'no-quorum': 'Chưa đủ thành phần tiến hành.',
    'unknown-profile': 'Bộ quy tắc này không có hiệu lực vào ngày họp.',
  },
  sentences: {
    'meeting:cancelled': 'Cuộc họp bị hủy: {reason}',
    'session:opened': 'Có mặt: {present}/{base} thành viên (cần ít nhất {needed}). Chủ tọa khai mạc.',
    'session:opened-without-voting':
      'Có mặt: {present}/{base} thành viên, chưa đủ {needed}. Chủ tọa quyết định họp không biểu quyết.',
    'session:paused': 'Phiên họp tạm nghỉ.',
    'session:resumed': 'Phiên họp tiếp tục.',
    'session:closed': 'Phiên họp kết thúc, có mặt {present}/{base} thành viên.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'already-created': 'This meeting exists already.',
    'wrong-state': 'This cannot be done at the present step of the meeting.',
    'not-a-secretary': 'Only a secretary of the meeting can be delegated.',
    'already-delegated': 'This secretary is delegated already.',
    'nothing-due': 'Nothing is due.',
    'no-quorum': 'There is no quorum.',
    'unknown-profile': 'This rule profile is not in force on the day of the meeting.',
  },
  sentences: {
    'meeting:cancelled': 'The meeting was cancelled: {reason}',
    'session:opened': 'Present: {present} of {base} members (at least {needed} needed). The chair opened the session.',
    'session:opened-without-voting':
      'Present: {present} of {base} members, fewer than {needed}. The chair decided to sit without voting.',
    'session:paused': 'The session was paused.',
    'session:resumed': 'The session resumed.',
    'session:closed': 'The session closed with {present} of {base} members present.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'meeting:cancelled': ({ reason }) => ['meeting:cancelled', { reason }],
  'session:opened': ({ withoutVoting, present, base, needed }) => [
    withoutVoting ? 'session:opened-without-voting' : 'session:opened',
    { present, base, needed },
  ],
  'session:paused': () => ['session:paused', {}],
  'session:resumed': () => ['session:resumed', {}],
  'session:closed': ({ present, base }) => ['session:closed', { present, base }],
};
