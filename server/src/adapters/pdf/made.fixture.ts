/** Small PDFs made to measure for tests: objects in, a file with a right cross-reference table out. */
type Body = string | { readonly dictionary: string; readonly stream: Uint8Array };

/** @param bodies objects 1, 2, …; object 1 is the catalogue. */
export function pdfOf(bodies: readonly Body[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const add = (part: Uint8Array | string): void => {
    const bytes = Buffer.from(part as string);
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [index, body] of bodies.entries()) {
    offsets.push(length);
    add(`${index + 1} 0 obj\n`);
    if (typeof body === 'string') add(body);
    else {
      add(`<< ${body.dictionary} /Length ${body.stream.length} >>\nstream\n`);
      add(body.stream);
      add('\nendstream');
    }
    add('\nendobj\n');
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = bodies.length + 1;
  const start = length;
  add(
    `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return Buffer.concat(parts);
}

export interface Parts {
  /** More of the catalogue and of the page, as pairs. */
  readonly catalog?: string;
  readonly page?: string;
  readonly size?: readonly [width: number, height: number];
  readonly pages?: number;
  readonly content?: Exclude<Body, string>;
  /** Objects 6, 7, … */
  readonly more?: readonly Body[];
}

/** One page (or more of the same) that says "Xin chào": catalogue 1, pages 2, page 3, content 4, font 5. */
export function paperOf({
  catalog = '',
  page = '',
  size = [595, 842],
  pages = 1,
  content,
  more = [],
}: Parts = {}): Buffer {
  const own = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /Contents 4 0 R ${page}`;
  const sheet = page.includes('/Resources') ? `${own} >>` : `${own} /Resources << /Font << /F1 5 0 R >> >> >>`;
  const first = 6 + more.length;
  const copies = Array.from({ length: pages - 1 }, () => sheet);
  const kids = ['3 0 R', ...copies.map((_, index) => `${first + index} 0 R`)].join(' ');
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    sheet,
    content ?? { dictionary: '', stream: Buffer.from('BT /F1 12 Tf 50 700 Td (Xin ch\\340o) Tj ET') },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...more,
    ...copies,
  ]);
}
