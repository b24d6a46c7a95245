import type { Same, Sentences } from '../i18n/words.js';
import type { Events } from './slice.js';

export const vi = { refusals: { 'head-signed': 'Mốc sổ sự kiện này đã được ký.' }, sentences: {} } as const;
export const en: Same<typeof vi> = { refusals: { 'head-signed': 'This head is signed already.' }, sentences: {} };
export const sentences: Sentences<Events, typeof vi.sentences> = {};
