import { fileTypeFromBuffer } from 'file-type';

const OFFICE = /^application\/(vnd\.openxmlformats|vnd\.oasis\.opendocument|vnd\.ms-|msword|rtf|x-cfb)/;
const HEADER = Buffer.from('%PDF-');
/** Printers put their own lines before the header; every reader looks for it in the first kilobyte. */
const HEADER_WITHIN = 1_024;

/** What the bytes are, whatever the file is called. */
export async function sniff(bytes: Uint8Array): Promise<'pdf' | 'office' | 'other'> {
  // Its detectors read past the end of broken archives and say so by throwing.
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  if (mime === 'application/pdf') return 'pdf';
  if (mime !== undefined) return OFFICE.test(mime) ? 'office' : 'other';
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_WITHIN + HEADER.length));
  const at = start.indexOf(HEADER);
  // Markup before the header is a web page that calls itself a PDF.
  return at >= 0 && !start.subarray(0, at).includes('<') ? 'pdf' : 'other';
}
