import { dayWords } from '@ecab/shared/minutes/wording';
import type { RichNode } from '@ecab/shared/sync/content';
import type { Content, ContentCanvas, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { MinutesPage } from './page.js';
import { blocksOf, CM, wordsOf } from './rich-text.js';
import { capitals, oneLine, onPaper } from './words-on-paper.js';

/** Form 1.9 of Decree 30/2020 (RULES.md c5): all sizes in points. */
const A4 = { width: 595.28, height: 841.89 };
const MARGINS: [left: number, top: number, right: number, bottom: number] = [3 * CM, 2 * CM, 2 * CM, 2 * CM];
const STATE_WIDTH = 266;
const MOTTO_WIDTH = 159;

const rule = (length: number): ContentCanvas => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: length, y2: 0, lineWidth: 0.75 }],
  alignment: 'center',
  margin: [0, 2, 0, 0],
});
/** Under agency and title: a third to a half of the words' length. Capitals of the bold face are about 0.72 em wide. */
const shortRule = (words: string, size: number, most: number) => rule(Math.min(words.length * size * 0.72 * 0.4, most));

/** `ỦY BAN NHÂN DÂN` and `TỈNH SÔNG VÂN` stand on two lines; other names are broken where the column ends. */
function nameLines(bodyName: string): string[] {
  const name = capitals(bodyName);
  const [, kind, place] = /^(ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN) (.+)$/u.exec(name.replace('UỶ', 'ỦY')) ?? [];
  return kind && place ? [kind, place] : [name];
}

function top({ head, title }: MinutesPage): Content[] {
  const lines = nameLines(head.bodyName);
  const last = lines.at(-1) ?? '';
  const number = head.symbol === null ? `....../BB-${head.suffix}` : head.symbol;
  const heading = oneLine(title);
  return [
    {
      columns: [
        {
          width: '*',
          alignment: 'center',
          stack: [
            ...(head.superior === null ? [] : [{ text: capitals(head.superior), fontSize: 12 }]),
            ...lines.map((line) => ({ text: line, bold: true, fontSize: 12 })),
            shortRule(last, 12, 90),
          ],
        },
        {
          width: STATE_WIDTH,
          alignment: 'center',
          stack: [
            { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, fontSize: 12 },
            { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, fontSize: 13 },
            rule(MOTTO_WIDTH),
          ],
        },
      ],
    },
    {
      margin: [0, 6, 0, 16],
      columns: [
        { width: '*', alignment: 'center', text: `Số: ${oneLine(number)}` },
        {
          width: STATE_WIDTH,
          alignment: 'center',
          italics: true,
          text: `${oneLine(head.locality)}, ${dayWords(head.day)}`,
        },
      ],
    },
    { text: 'BIÊN BẢN', bold: true, fontSize: 14, alignment: 'center' },
    { text: heading, bold: true, fontSize: 14, alignment: 'center' },
    { ...shortRule(heading, 8, 120), margin: [0, 3, 0, 14] },
  ];
}

/** In which office somebody signs: one line, or two with the title. */
const office = (words: string, title: string): Content => ({
  alignment: 'center',
  bold: true,
  stack: [words, ...(title === '' ? [] : [capitals(title)])],
});
const name = (words: string): Content => ({ alignment: 'center', bold: true, text: oneLine(words) });
/** Kept together with the last words of the text: a signature alone on a page could be put under any other. */
function bottom({ signers, recipients, ledger }: MinutesPage, last: readonly Content[]): Content {
  const to = [...recipients.map((one) => `- ${oneLine(one)};`), '- Lưu: VT.'];
  return {
    unbreakable: true,
    stack: [
      ...last,
      { margin: [0, 12, 0, 0], columns: [office('THƯ KÝ', ''), office('CHỦ TỌA', signers.chairTitle ?? '')] },
      // Below the longer of both, so that the names stand on one line.
      { margin: [0, 72, 0, 0], columns: [name(signers.secretaryName), name(signers.chairName)] },
      { text: 'Nơi nhận:', bold: true, italics: true, fontSize: 12, margin: [0, 14, 0, 0] },
      ...to.map((line) => ({ text: line, fontSize: 11 })),
      ...(ledger
        ? [
            {
              text: `Mốc sổ sự kiện: ${fours(ledger.digest)}. Khóa công khai: ${fours(ledger.key)}.`,
              fontSize: 9,
              margin: [0, 10, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
    ],
  };
}
const fours = (hex: string) => hex.replace(/.{4}(?=.)/g, '$& ');

/** In characters: some lines. */
const SHORT = 800;
const beginsAnnex = (node: RichNode) =>
  node.type === 'heading' && node.attrs?.level === 1 && /^\s*phụ lục/iu.test(wordsOf(node).normalize('NFC'));

/** The text, then the annexes. */
function parts(nodes: readonly RichNode[]): RichNode[][] {
  const found: RichNode[][] = [[]];
  for (const node of nodes) {
    if (beginsAnnex(node)) found.push([]);
    found.at(-1)?.push(node);
  }
  return found;
}

/** The whole paper: head, title, text, signatures, then each annex on a page of its own. */
export function definition(page: MinutesPage): TDocumentDefinitions {
  const [text = [], ...annexes] = parts(page.doc.content ?? []);
  const last = text.at(-1);
  const kept = last?.type === 'paragraph' && wordsOf(last).length < SHORT ? 1 : 0;
  const draft = page.head.symbol === null;
  return {
    pageSize: A4,
    pageMargins: MARGINS,
    version: '1.7',
    subset: 'PDF/A-2b',
    language: 'vi-VN',
    displayTitle: true,
    info: {
      title: metadata(`Biên bản ${page.title}`),
      author: metadata(page.head.bodyName),
      creationDate: new Date(page.madeAt),
    },
    defaultStyle: { font: 'Tinos', fontSize: 13, lineHeight: 1.12 },
    // From the second page on, in the top margin.
    header: (current) => (current < 2 ? '' : { text: String(current), alignment: 'center', margin: [0, 28, 0, 0] }),
    ...(draft && { watermark: { text: 'DỰ THẢO', bold: true, opacity: 0.05, fontSize: 110 } }),
    content: [
      ...top(page),
      ...blocksOf(text.slice(0, text.length - kept)),
      bottom(page, blocksOf(text.slice(text.length - kept))),
      ...annexes.map((annex): Content => ({ stack: blocksOf(annex), pageBreak: 'before' })),
    ],
    pageBreakBefore: ({ headlineLevel, pageNumbers }, { getFollowingNodesOnPage }) =>
      headlineLevel === 1 && pageNumbers.length > 0 && getFollowingNodesOnPage().length === 0,
  };
}
/** pdfkit writes these into XML without escaping them, and the two places that hold them must agree. */
const metadata = (words: string) =>
  oneLine(onPaper(words)).replace(/[&<>]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
