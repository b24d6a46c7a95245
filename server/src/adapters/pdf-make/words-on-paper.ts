/**
 * As it goes on paper: NFC, and nothing that has no form of its own there (controls, joiners, marks of direction), which
 * would be drawn as empty boxes.
 */
export const onPaper = (words: string) => words.normalize('NFC').replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '');
export const oneLine = (words: string) => onPaper(words).replace(/\s+/g, ' ').trim();
export const capitals = (words: string) => oneLine(words).toLocaleUpperCase('vi');
