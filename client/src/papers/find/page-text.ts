/** A page's text in one string, and where each piece of the text layer begins in it. */
export interface PageText {
  readonly text: string;
  /** One for each text node of the layer, in its order. */
  readonly pieces: readonly Piece[];
}
export interface Piece {
  readonly start: number;
  readonly text: string;
}
/** A run of text, or (without `str`) the beginning or end of marked content. */
type Item = { readonly str: string; readonly hasEOL: boolean } | object;

/** Lines end in "\n"; nothing else is put between pieces, since a word is often drawn in several. */
export function pageText(items: readonly Item[]): PageText {
  const pieces: Piece[] = [];
  let text = '';
  for (const item of items) {
    if (!('str' in item)) continue;
    if (item.str !== '') pieces.push({ start: text.length, text: item.str });
    text += item.str;
    if (item.hasEOL) text += '\n';
  }
  return { text, pieces };
}

/** The part of a piece that a hit covers. */
export interface Part {
  readonly piece: number;
  /** In the piece's own text, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Which pieces the characters from `start` to `end` (exclusive) stand in. */
export function partsOf({ pieces }: PageText, start: number, end: number): Part[] {
  return pieces.flatMap((piece, at) => {
    const from = Math.max(start - piece.start, 0);
    const to = Math.min(end - piece.start, piece.text.length);
    return from < to ? [{ piece: at, from, to }] : [];
  });
}
