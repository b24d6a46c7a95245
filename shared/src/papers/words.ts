import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'unknown-paper': 'Không có tài liệu này.',
    'same-version': 'Tệp này đã là phiên bản hiện hành.',
    'paper-voted-on':
      'Tài liệu này đã được đưa ra biểu quyết, không chuyển hay bỏ được nữa. Có thể thêm phiên bản mới.',
    'already-sent': 'Tài liệu đã được gửi.',
  },
  sentences: {
    'paper:added': 'Tải lên tài liệu: {title}.',
    'paper:replaced': 'Thay tài liệu {title} bằng phiên bản {version}.',
    'paper:removed': 'Bỏ tài liệu: {title}.',
    'papers:sent': 'Gửi tài liệu đến thành viên dự họp.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'unknown-paper': 'There is no such paper.',
    'same-version': 'This file is the version in force already.',
    'paper-voted-on':
      'This paper was put to the vote and can no longer be moved or removed. A new version may be added.',
    'already-sent': 'The papers have been sent.',
  },
  sentences: {
    'paper:added': 'Paper uploaded: {title}.',
    'paper:replaced': 'Paper {title} replaced by version {version}.',
    'paper:removed': 'Paper removed: {title}.',
    'papers:sent': 'The papers were sent to those called.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'paper:added': ({ title, version }) =>
    version === 1 ? ['paper:added', { title }] : ['paper:replaced', { title, version }],
  'paper:removed': ({ title }) => ['paper:removed', { title }],
  'papers:sent': () => ['papers:sent', {}],
};
