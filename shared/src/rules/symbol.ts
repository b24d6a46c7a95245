/** Types of papers that a register numbers here (Decree 30/2020, annex; RULES.md c5), with their names. */
export const documentTypes = {
  NQ: 'Nghị quyết',
  QĐ: 'Quyết định',
  TB: 'Thông báo kết luận',
  BB: 'Biên bản',
  TTr: 'Tờ trình',
  KH: 'Kế hoạch',
  BC: 'Báo cáo',
  GM: 'Giấy mời',
} as const;
export type DocumentType = keyof typeof documentTypes;

const plain = /^(0[1-9]|[1-9]\d+)\/[A-ZĐ]+[a-zđ]?[A-ZĐ]*(-[A-ZĐ0-9]+)+$/;
const normative = /^(0[1-9]|[1-9]\d+)\/\d{4}\/[A-ZĐ]+[a-zđ]?[A-ZĐ]*(-[A-ZĐ0-9]+)+$/;
/** Number and symbol as Decree 30/2020 writes them; normative texts carry the year. */
export const isSymbol = (text: string): boolean => plain.test(text) || normative.test(text);

/** `symbolOf(5, 'NQ', 'UBND')` is `05/NQ-UBND`: a leading zero below ten. */
export const symbolOf = (number: number, type: DocumentType, suffix: string): string =>
  `${String(number).padStart(2, '0')}/${type}-${suffix}`;
/** The number that a symbol starts with. */
export const numberIn = (symbol: string): number => Number.parseInt(symbol, 10);
/** Normative texts are numbered apart from the others of their type (Decree 30/2020 art. 15). */
export const seriesOf = (type: DocumentType, isNormative: boolean): string =>
  `${{ NQ: 'NQ', QĐ: 'QD', TB: 'TB', BB: 'BB', TTr: 'TTr', KH: 'KH', BC: 'BC', GM: 'GM' }[type]}${isNormative ? '-QPPL' : ''}`;
