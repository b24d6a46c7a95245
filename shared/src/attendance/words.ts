import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'not-present': 'Bạn chưa điểm danh.',
    'already-present': 'Đã điểm danh.',
    'not-on-roll': 'Không có trong danh sách dự họp.',
    'check-in-not-open': 'Điểm danh chưa mở hoặc phiên họp đã kết thúc.',
    'needs-admission': 'Khách mời theo nội dung vào phòng khi thư ký mời.',
    'not-for-this-item': 'Khách này không được mời cho nội dung đó.',
  },
  sentences: {
    'attendance:opened': 'Mở điểm danh.',
    'attendance:checked-in': '{person} có mặt ({present}/{base} thành viên).',
    'attendance:guest-came': '{person} có mặt.',
    'attendance:left': '{person} rời phiên họp, còn {present}/{base} thành viên.',
    'attendance:left-short':
      '{person} rời phiên họp, còn {present}/{base} thành viên, không còn đủ thành phần tiến hành.',
    'attendance:guest-left': '{person} rời phiên họp.',
    'attendance:admitted': '{person} được mời vào dự.',
    'attendance:dismissed': '{person} rời phòng họp.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'not-present': 'You are not checked in.',
    'already-present': 'Already checked in.',
    'not-on-roll': 'Not on the roll of this meeting.',
    'check-in-not-open': 'Check-in is not open, or the session is over.',
    'needs-admission': 'A guest of an item comes in when the secretary calls.',
    'not-for-this-item': 'This guest has not been called for that item.',
  },
  sentences: {
    'attendance:opened': 'Check-in opened.',
    'attendance:checked-in': '{person} is present ({present} of {base} members).',
    'attendance:guest-came': '{person} is present.',
    'attendance:left': '{person} left the session; {present} of {base} members remain.',
    'attendance:left-short': '{person} left the session; {present} of {base} members remain, no longer a quorum.',
    'attendance:guest-left': '{person} left the session.',
    'attendance:admitted': '{person} was called in.',
    'attendance:dismissed': '{person} left the room.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'attendance:opened': () => ['attendance:opened', {}],
  'attendance:checked-in': ({ personId, present, base }, name) => {
    const person = name(personId);
    return base === 0 ? ['attendance:guest-came', { person }] : ['attendance:checked-in', { person, present, base }];
  },
  'attendance:left': ({ personId, present, base, quorate }, name) => {
    const person = name(personId);
    if (base === 0) return ['attendance:guest-left', { person }];
    return [quorate ? 'attendance:left' : 'attendance:left-short', { person, present, base }];
  },
  'attendance:admitted': ({ personId }, name) => ['attendance:admitted', { person: name(personId) }],
  'attendance:dismissed': ({ personId }, name) => ['attendance:dismissed', { person: name(personId) }],
};
