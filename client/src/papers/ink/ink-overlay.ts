import type { ShownPage } from '../stage/stage-viewer.js';
import { Hand } from './hand.js';
import type { InkStroke } from './ink-layer.js';
import { PageInk } from './page-ink.js';
import type { Ink } from './use-ink.js';

/** The ink over all pages that are shown. */
export class InkOverlay {
  readonly #pages = new Map<number, PageInk>();
  readonly #hand: Hand;
  #ink: Ink | null = null;
  #pointed: string | null = null;

  constructor(
    private readonly container: HTMLElement,
    pan: (dx: number, dy: number) => void,
  ) {
    this.#hand = new Hand(() => this.#ink, pan);
  }

  drawn(pageIndex: number, page: ShownPage): void {
    let over = this.#pages.get(pageIndex);
    if (!over) {
      over = new PageInk(pageIndex);
      this.#hand.watch(over);
      this.#pages.set(pageIndex, over);
      this.#show(over);
    }
    over.attach(page);
  }
  show(ink: Ink | null): void {
    const before = this.#ink;
    this.#ink = ink;
    this.container.dataset.tool = ink?.tool ?? 'hand';
    if (before?.tool !== ink?.tool || before?.layer !== ink?.layer) this.#hand.drop();
    if (before?.strokes !== ink?.strokes) for (const page of this.#pages.values()) this.#show(page);
  }
  /** Marks one stroke among all. */
  point(stroke: InkStroke | null): void {
    this.#pointed = stroke?.id ?? null;
    for (const page of this.#pages.values()) page.point(this.#pointed);
  }
  /** The topmost stroke under a point of the screen, within a finger's reach. */
  strokeAt(x: number, y: number): InkStroke | null {
    for (const page of this.#pages.values()) {
      const box = page.svg.getBoundingClientRect();
      if (!page.svg.isConnected || x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
      const spot = page.paperSpot({ x, y }, box);
      return page.hits(spot, spot, 6).at(-1) ?? null;
    }
    return null;
  }

  #show(page: PageInk): void {
    page.show(this.#ink?.strokes.filter(({ pageIndex }) => pageIndex === page.pageIndex) ?? []);
    page.point(this.#pointed);
  }
}
