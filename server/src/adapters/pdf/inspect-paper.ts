import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { CheckRefusal, PaperCheck, RefusedPaper } from '../../papers/check.js';
import { openPdf } from './engine.js';
import type { PdfLimits } from './limits.js';
import { type Findings, inspect } from './policy.js';
import { sniff } from './sniff.js';

const refused = (reason: CheckRefusal): RefusedPaper => ({ ok: false, reason });
/** Of several reasons the first of these is told. */
const GRAVEST: readonly CheckRefusal[] = ['script', 'embedded-files', 'multimedia', 'xfa'];

/** Checks one file, alone in its thread. `counted` is told the number of pages before they are read. */
export async function inspectPaper(
  bytes: Uint8Array,
  limits: PdfLimits,
  counted: (pages: number) => void,
): Promise<PaperCheck> {
  if (bytes.length === 0) return refused('empty');
  const kind = await sniff(bytes);
  if (kind !== 'pdf') return refused(kind === 'office' ? 'office-not-converted' : 'not-pdf');
  const findings = inspect(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const found = GRAVEST.find((reason) => findings.refusals.has(reason));
  try {
    return await openPdf(bytes, (pdf) => readPaper(pdf, findings, found, limits, counted));
  } catch (fault) {
    // The engine does not export the class of its fault. Whatever else it throws: this is no PDF it can show.
    if (!(fault instanceof Error && fault.name === 'PasswordException')) return refused('damaged');
    return found === undefined ? { ok: true, needsPassword: true } : refused(found);
  }
}

async function readPaper(
  pdf: PDFDocumentProxy,
  findings: Findings,
  found: CheckRefusal | undefined,
  limits: PdfLimits,
  counted: (pages: number) => void,
): Promise<PaperCheck> {
  if (found !== undefined) return refused(found);
  if (pdf.numPages > limits.maxPages) return refused('too-many-pages');
  counted(pdf.numPages);
  if (await pdf.hasJSActions()) return refused('script');
  if ((await pdf.getAttachments()) !== null) return refused('embedded-files');
  if (pdf.isPureXfa) return refused('xfa');
  const encrypted = await isEncrypted(pdf);
  if (findings.opaque && !encrypted) return refused('not-checkable');

  const sizes: [number, number][] = [];
  const text: string[] = [];
  let length = 0;
  for (let pageNumber = 1; pageNumber <= pdf.numPages; pageNumber += 1) {
    const page = await pdf.getPage(pageNumber);
    const { width, height } = page.getViewport({ scale: 1 });
    if (!(Math.max(width, height) <= limits.maxPagePt)) return refused('page-too-large');
    sizes.push([width, height]);
    // Packed objects of an encrypted file were hidden from the inspection, so here its annotations are looked at.
    if (encrypted && (await hasActions(page))) return refused('script');
    const words = await textOf(page);
    length += words.length;
    if (length > limits.maxTextLength) return refused('too-complex');
    text.push(words);
    page.cleanup();
  }
  return { ok: true, needsPassword: false, pages: sizes.length, sizes, text, hasText: length > 0 };
}

async function isEncrypted(pdf: PDFDocumentProxy): Promise<boolean> {
  const { info } = await pdf.getMetadata();
  return 'EncryptFilterName' in info && info.EncryptFilterName !== null;
}

async function hasActions(page: PDFPageProxy): Promise<boolean> {
  const annotations: { subtype?: string; actions?: unknown }[] = await page.getAnnotations();
  return annotations.some(({ subtype, actions }) => subtype === 'FileAttachment' || Boolean(actions));
}

/** A page whose content is broken is shown as far as it goes and has no text. */
async function textOf(page: PDFPageProxy): Promise<string> {
  try {
    const { items } = await page.getTextContent();
    return plain(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  } catch {
    return '';
  }
}

/** One space for every run of white space and control characters; a NUL or half a letter could not be stored. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is to remove.
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
