import type * as Y from 'yjs';

/** So much is deleted at a place, and so much put there; in UTF-16 units. */
export interface Splice {
  readonly at: number;
  readonly gone: number;
  readonly come: string;
}
const isLow = (text: string, at: number) => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

/**
 * The smallest change from one text to another. It never cuts a surrogate pair: Yjs would make U+FFFD of its halves.
 *
 * @param caret where the caret stands in `now`, if known: it tells which of several equal letters was typed.
 * @returns null if the texts are the same.
 */
export function spliceOf(was: string, now: string, caret = now.length): Splice | null {
  if (was === now) return null;
  let end = 0;
  const behind = Math.min(was.length, now.length - Math.min(caret, now.length));
  while (end < behind && was[was.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  let at = 0;
  const before = Math.min(was.length, now.length) - end;
  while (at < before && was[at] === now[at]) at += 1;
  // What the caret alone did not explain: typed over, or changed by the keyboard behind the caret.
  while (end < Math.min(was.length, now.length) - at && was[was.length - 1 - end] === now[now.length - 1 - end])
    end += 1;
  if (isLow(was, at) || isLow(now, at)) at -= 1;
  if (end > 0 && (isLow(was, was.length - end) || isLow(now, now.length - end))) end -= 1;
  return { at, gone: was.length - at - end, come: now.slice(at, now.length - end) };
}

/** Where a place of the text before a change is after it; a place within what went stands at its end. */
export function shift(place: number, { at, gone, come }: Splice): number {
  if (place < at) return place;
  return place >= at + gone ? place + come.length - gone : at + come.length;
}

/** The changes of one event, one after the other, each on the text as the ones before it left it. */
function splicesOf(event: Y.YTextEvent): readonly Splice[] {
  const found: Splice[] = [];
  let at = 0;
  for (const { retain, insert, delete: gone } of event.delta) {
    if (retain !== undefined) at += retain;
    else if (typeof insert === 'string') {
      found.push({ at, gone: 0, come: insert });
      at += insert.length;
    } else if (gone !== undefined) found.push({ at, gone, come: '' });
  }
  return found;
}

/** The units `from` to `to` of a text, as far as the changes leave them, in runs of the text after these. */
function survivors(
  from: number,
  to: number,
  changes: readonly Splice[],
): readonly (readonly [at: number, n: number])[] {
  const runs: [number, number][] = [];
  for (let unit = from; unit < to; unit += 1) {
    let place: number | null = unit;
    for (const change of changes)
      place = place === null || (place >= change.at && place < change.at + change.gone) ? null : shift(place, change);
    if (place === null) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === place) last[1] += 1;
    else runs.push([place, 1]);
  }
  return runs;
}

/**
 * A field and the shared text behind it. What is typed is a change of what the field showed, and is carried over to the
 * text as it is by then: nothing that others wrote meanwhile is lost. While the keyboard composes a letter, the field is
 * left alone.
 */
export class TextBinding {
  /** What the field held when it was last drawn, and what others have changed since. */
  #drawn: string;
  #missed: Splice[] = [];
  /** What the field holds and the text is not yet to have. */
  #draft: string | null = null;
  #composing = false;
  readonly #listeners = new Set<(theirs: readonly Splice[]) => void>();
  readonly #observe = (event: Y.YTextEvent, { origin }: Y.Transaction) => {
    if (origin === this) return;
    const theirs = splicesOf(event);
    this.#missed.push(...theirs);
    if (this.#draft === null && !this.#composing) this.#tell(theirs);
  };

  constructor(private readonly text: Y.Text) {
    this.#drawn = text.toString();
  }
  /** What the field is to hold. */
  get shown(): string {
    return this.#draft ?? (this.#composing ? this.#drawn : this.text.toString());
  }
  /** The field holds what is {@link shown}. */
  drawn(): void {
    if (this.#draft !== null || this.#composing) return;
    this.#drawn = this.text.toString();
    this.#missed = [];
  }
  /** Told whenever the field is to be drawn anew, and of what others changed. @returns how to stop. */
  onChange(listener: (theirs: readonly Splice[]) => void): () => void {
    if (this.#listeners.size === 0) {
      this.#drawn = this.text.toString();
      this.#missed = [];
      this.text.observe(this.#observe);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.text.unobserve(this.#observe);
    };
  }
  /** The field was typed into. @param caret where the caret stands now. */
  write(value: string, caret?: number): void {
    // Half a letter from beyond the first plane: some keyboards send the other half next.
    if (this.#composing || !value.isWellFormed()) {
      this.#draft = value;
      this.#tell([]);
    } else this.#commit(value, caret);
  }
  /** The keyboard begins, or has ended, to compose. */
  compose(on: boolean, value: string, caret?: number): void {
    this.#composing = on;
    if (!on) this.write(value, caret);
  }

  #commit(value: string, caret?: number): void {
    const mine = spliceOf(this.#drawn, value.replaceAll('\0', ''), caret);
    const missed = this.#missed;
    this.#draft = null;
    if (mine) {
      const to = missed.reduce(shift, mine.at);
      const runs = survivors(mine.at, mine.at + mine.gone, missed);
      this.text.doc?.transact(() => {
        if (mine.come !== '') this.text.insert(to, mine.come);
        for (const [at, n] of runs.toReversed()) this.text.delete(at < to ? at : at + mine.come.length, n);
      }, this);
    }
    this.#drawn = this.text.toString();
    this.#missed = [];
    this.#tell(missed);
  }
  #tell(theirs: readonly Splice[]): void {
    for (const listener of this.#listeners) listener(theirs);
  }
}
