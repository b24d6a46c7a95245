import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'body-exists': 'Cơ quan này đã có.',
    'unknown-person': 'Không có người này trong danh sách.',
    'person-exists': 'Người này đã có trong danh sách.',
    'sign-in-taken': 'Tên đăng nhập này đã có người dùng.',
    'own-rights':
      'Không ai tự thay đổi vai trò hoặc quyền biểu quyết của mình: việc này do một quản trị viên khác làm.',
    'room-exists': 'Phòng họp này đã có.',
  },
  sentences: {},
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'body-exists': 'This body exists already.',
    'unknown-person': 'This person is not on the roster.',
    'person-exists': 'This person is on the roster already.',
    'sign-in-taken': 'This sign-in name is in use.',
    'own-rights': 'Nobody changes the own roles or vote: another administrator does.',
    'room-exists': 'This room exists already.',
  },
  sentences: {},
};
export const sentences: Sentences<Events, typeof vi.sentences> = {};
