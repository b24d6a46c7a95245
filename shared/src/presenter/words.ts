import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'already-presenting': 'Người này đang trình bày.',
    'token-held': 'Đang có người trình bày.',
    'token-free': 'Chưa có người trình bày.',
  },
  sentences: {
    'presenter:taken': '{person} trình bày.',
    'presenter:released': '{person} kết thúc trình bày ({minutes} phút {seconds} giây).',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'already-presenting': 'This person is presenting already.',
    'token-held': 'Somebody is presenting.',
    'token-free': 'Nobody is presenting.',
  },
  sentences: {
    'presenter:taken': '{person} presented.',
    'presenter:released': '{person} ended the presentation ({minutes} min {seconds} s).',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'presenter:taken': ({ personId }, name) => ['presenter:taken', { person: name(personId) }],
  'presenter:released': ({ personId, seconds }, name) => [
    'presenter:released',
    { person: name(personId), minutes: Math.floor(seconds / 60), seconds: seconds % 60 },
  ],
};
