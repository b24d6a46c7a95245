import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'no-draft': 'Chưa có dự thảo biên bản.',
    'already-drafted': 'Dự thảo biên bản đã có.',
    'already-released': 'Biên bản đã được gửi lấy ý kiến.',
    'already-approved': 'Biên bản này đã được thông qua.',
    'not-approved': 'Chủ tọa và thư ký chưa cùng thông qua văn bản này.',
    'already-issued': 'Biên bản đã được cấp số.',
  },
  sentences: {
    'minutes:drafted': 'Lập dự thảo biên bản.',
    'minutes:released': 'Gửi biên bản lấy ý kiến.',
    'minutes:approved-chair': 'Chủ tọa thông qua biên bản.',
    'minutes:approved-secretary': 'Thư ký thông qua biên bản.',
    'minutes:numbered': 'Văn thư cấp số {symbol}.',
    'minutes:issued': 'Ban hành biên bản số {symbol}.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'no-draft': 'There is no draft of the minutes.',
    'already-drafted': 'The draft of the minutes exists.',
    'already-released': 'The minutes have been released for comment.',
    'already-approved': 'These minutes are approved.',
    'not-approved': 'Chair and secretary have not both approved this text.',
    'already-issued': 'The minutes have their number.',
  },
  sentences: {
    'minutes:drafted': 'The minutes were drafted.',
    'minutes:released': 'The minutes were released for comment.',
    'minutes:approved-chair': 'The chair approved the minutes.',
    'minutes:approved-secretary': 'The secretary approved the minutes.',
    'minutes:numbered': 'The clerk gave number {symbol}.',
    'minutes:issued': 'Minutes number {symbol} were issued.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'minutes:drafted': () => ['minutes:drafted', {}],
  'minutes:released': () => ['minutes:released', {}],
  'minutes:approved': ({ role }) => [role === 'chair' ? 'minutes:approved-chair' : 'minutes:approved-secretary', {}],
  'minutes:numbered': ({ symbol }) => ['minutes:numbered', { symbol }],
  'minutes:issued': ({ symbol }) => ['minutes:issued', { symbol }],
};
