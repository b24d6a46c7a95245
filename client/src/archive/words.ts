import type { Same } from '../i18n/words.js';

export const vi = {
  'archive.search': 'Tìm',
  'archive.count': '{n} kết quả trong phạm vi bạn được xem',
  'archive.none': 'Không tìm thấy “{q}”',
} as const;
export const en: Same<typeof vi> = {
  'archive.search': 'Search',
  'archive.count': '{n} results you may see',
  'archive.count_one': '{n} result you may see',
  'archive.none': 'Nothing found for “{q}”',
};
