import type { Same } from '../i18n/words.js';

export const vi = { 'display.reconnecting': 'Đang nối lại' } as const;
export const en: Same<typeof vi> = { 'display.reconnecting': 'Reconnecting' };
