import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = {
  refusals: {
    'not-a-symbol': 'Số và ký hiệu không đúng thể thức (ví dụ 05/NQ-UBND).',
    'number-taken': 'Số này đã được dùng trong năm.',
    'number-given': 'Văn bản này đã được cấp số.',
  },
  sentences: {
    'document:registered': 'Vào sổ văn bản {symbol}.',
    'number:allocated': 'Cấp số {symbol}.',
  },
} as const;
export const en: Same<typeof vi> = {
  refusals: {
    'not-a-symbol': 'Number and symbol are not well formed (for example 05/NQ-UBND).',
    'number-taken': 'This number has been used this year.',
    'number-given': 'This document has its number.',
  },
  sentences: {
    'document:registered': 'Document {symbol} registered.',
    'number:allocated': 'Number {symbol} given.',
  },
};
export const sentences: Sentences<Events, typeof vi.sentences> = {
  'document:registered': ({ symbol }) => ['document:registered', { symbol }],
  'number:allocated': ({ symbol }) => ['number:allocated', { symbol }],
};
