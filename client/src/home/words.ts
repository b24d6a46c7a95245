import type { Same } from '../i18n/words.js';

export const vi = {
  'home.hello': 'Xin chào, {name}',
  'home.quiet': 'Chưa có việc nào chờ bạn',
} as const;
export const en: Same<typeof vi> = {
  'home.hello': 'Hello, {name}',
  'home.quiet': 'Nothing is waiting for you',
};
