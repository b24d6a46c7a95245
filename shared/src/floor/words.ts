import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'already-waiting': 'Bạn đã đăng ký phát biểu.',
    'already-speaking': 'Bạn đang phát biểu.',
    'not-waiting': 'Không có trong danh sách đăng ký phát biểu.',
    'floor-taken': 'Đang có người phát biểu.',
    'floor-free': 'Không có ai đang phát biểu.',
    'unknown-speech': 'Không có lượt phát biểu này.',
  },
  sentences: {
    'floor:asked': '{person} đăng ký phát biểu.',
    'floor:given': 'Chủ tọa mời {person} phát biểu ({minutes} phút).',
    'floor:ended': '{person} kết thúc phát biểu ({minutes} phút {seconds} giây).',
    'speech:summarised': '{person}: {summary}',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'already-waiting': 'You have asked for the floor already.',
    'already-speaking': 'You have the floor.',
    'not-waiting': 'Not in the speaking queue.',
    'floor-taken': 'Somebody is speaking.',
    'floor-free': 'Nobody is speaking.',
    'unknown-speech': 'There is no such speech.',
  },
  sentences: {
    'floor:asked': '{person} asked for the floor.',
    'floor:given': 'The chair gave {person} the floor ({minutes} minutes).',
    'floor:ended': '{person} finished ({minutes} min {seconds} s).',
    'speech:summarised': '{person}: {summary}',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'floor:asked': ({ personId }, name) => ['floor:asked', { person: name(personId) }],
  'floor:given': (one, name) => [
    'floor:given',
    { person: name(one.personId), minutes: Math.round(one.limitMs / 60_000) },
  ],
  'floor:ended': ({ personId, seconds }, name) => [
    'floor:ended',
    { person: name(personId), minutes: Math.floor(seconds / 60), seconds: seconds % 60 },
  ],
  'speech:summarised': ({ personId, summary }, name) => ['speech:summarised', { person: name(personId), summary }],
};
