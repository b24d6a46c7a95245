import { AskingLinks } from './links.js';
import { annotationMode, type OpenedPaper } from './open-pdf.js';
import { EventBus, PDFViewer } from './pdfjs.js';
import { watchPinch } from './pinch.js';
import {
  type Box,
  fittedWidth,
  gapOf,
  isSame,
  pagesInView,
  pointKept,
  positionIn,
  type StagePosition,
  scrollFor,
} from './position.js';

/** Who moved the paper: the person who reads, or the program (following, a new size of the window). */
export type Mover = 'person' | 'program';

/** One page as pdf.js shows it; `viewport` is at the scale of the moment. */
export interface ShownPage {
  readonly div: HTMLDivElement;
  readonly viewport: Viewport;
  readonly textLayer: { readonly div: HTMLDivElement } | null;
}
interface Viewport {
  readonly width: number;
  readonly height: number;
  /** From PDF points to pixels of the page: a b c d e f. */
  readonly transform: readonly number[];
  clone(how: { readonly scale: number }): Viewport;
}
interface PageView extends ShownPage {
  readonly scale: number;
}

export interface StageListeners {
  moved(position: StagePosition, by: Mover): void;
  inView(pageIndices: readonly number[]): void;
  /** The page is being drawn or was drawn anew: whatever lies over it has to be put there again. */
  drawn(pageIndex: number, page: ShownPage): void;
  /** The page's text layer is there. */
  text(pageIndex: number, page: ShownPage): void;
  link(url: string): void;
  nameOf(pageNumber: number): string;
  internalLink(): string;
}

const NEAR_FIT = 0.02;
/** Of pdf.js; finer than any reading needs, coarser than any tablet's memory. */
const [LEAST_SCALE, MOST_SCALE] = [0.1, 10];
/** iPads give a canvas 16.7 million pixels and all of them together 256 MB. */
const MAX_CANVAS_PIXELS = 8_000_000;

/** The pages of one paper in a scrolling element, with positions that mean the same on every screen. */
export class StageViewer {
  readonly #viewer: PDFViewer;
  readonly #bus = new EventBus();
  readonly #links: AskingLinks;
  readonly #ended = new AbortController();
  readonly #stops: (() => void)[];
  #last: StagePosition;
  #mover: Mover = 'program';
  #moving = false;
  #ready = false;

  constructor(
    private readonly container: HTMLDivElement,
    viewer: HTMLDivElement,
    private readonly paper: OpenedPaper,
    start: StagePosition,
    private readonly listeners: StageListeners,
  ) {
    this.#last = start;
    this.#links = new AskingLinks({ eventBus: this.#bus }, listeners.link);
    this.#viewer = new PDFViewer({
      container,
      viewer,
      eventBus: this.#bus,
      linkService: this.#links,
      removePageBorders: true,
      annotationMode,
      annotationEditorMode: -1,
      maxCanvasPixels: MAX_CANVAS_PIXELS,
      enableAutoLinking: false,
      supportsPinchToZoom: false,
      // Pages are named by ourselves, in the language of the screen.
      l10n: silent as never,
    });
    this.#links.setViewer(this.#viewer);
    this.#listen();
    this.#links.setDocument(paper.document, null);
    this.#viewer.setDocument(paper.document);
    const sized = new ResizeObserver(() => this.#apply(this.#last));
    sized.observe(container);
    this.#stops = [() => sized.disconnect(), watchPinch(container, (factor, [x, y]) => this.#zoom(factor, x, y))];
  }

  position(): StagePosition | null {
    return this.#ready ? this.#last : null;
  }
  get pageIndex(): number {
    return this.#last.pageIndex;
  }
  goTo(position: StagePosition, by: Mover): void {
    this.#apply(position);
    this.#mover = by;
    if (this.#ready) this.listeners.moved(this.#last, by);
  }
  /** To the upper edge of a page, fitted if the page before was. */
  goToPage(pageIndex: number, by: Mover): void {
    const { zoom, left } = this.#last;
    const fitted = Math.abs(zoom - 1) < NEAR_FIT;
    const height = this.#page(pageIndex)?.viewport.height ?? 1_000;
    const top = -gapOf(this.container.clientWidth) / 2 / height;
    this.goTo({ pageIndex, zoom: fitted ? 1 : zoom, left: fitted ? 0 : left, top }, by);
  }
  turn(by: 1 | -1): void {
    const to = this.#last.pageIndex + by;
    if (to >= 0 && to < this.paper.pages) this.goToPage(to, 'person');
  }
  zoomBy(factor: number): void {
    const { left, top, width, height } = this.container.getBoundingClientRect();
    this.#zoom(factor, left + width / 2, top + height / 2);
  }
  fit(): void {
    this.goTo({ ...this.#last, zoom: 1, left: 0 }, 'person');
  }
  /** Scrolls by pixels, as a finger does while the pen has the page. */
  pan(dx: number, dy: number): void {
    this.#mover = 'person';
    this.container.scrollBy({ left: dx, top: dy, behavior: 'instant' });
  }
  /** Brings a part of a page into view if it is not: `share` of the page's box. */
  reveal(pageIndex: number, share: Box): void {
    const page = this.#page(pageIndex);
    if (!page) return;
    const [box, view] = [boxOf(page.div), this.#view()];
    const top = box.top + share.top * box.height;
    const left = box.left + share.left * box.width;
    const seen =
      top > view.top + 40 && top < view.top + view.height - 80 && left >= view.left && left < view.left + view.width;
    if (seen) return;
    this.#mover = 'person';
    this.container.scrollTo({
      top: top - view.height / 3,
      left: left > view.left && left < view.left + view.width - 100 ? view.left : left - view.width / 3,
      behavior: 'instant',
    });
  }
  close(): void {
    this.#ended.abort();
    for (const stop of this.#stops) stop();
    // Typed as never null, yet this is how pdf.js lets go of a document and frees its canvases.
    this.#viewer.setDocument(null as never);
    this.#links.setDocument(null);
    this.#viewer.cleanup();
  }

  #listen(): void {
    const { signal } = this.#ended;
    const on = <E>(name: string, listener: (event: E) => void) => this.#bus.on(name, listener, { signal });
    on('pagesinit', () => {
      this.#ready = true;
      for (let pageNumber = 1; pageNumber <= this.paper.pages; pageNumber += 1) {
        const div = this.#page(pageNumber - 1)?.div;
        div?.setAttribute('aria-label', this.listeners.nameOf(pageNumber));
      }
      this.#apply(this.#last);
      this.listeners.moved(this.#last, 'program');
    });
    // Only now is the size of every page known; until then all were taken to be like the first.
    on('pagesloaded', () => this.#apply(this.#last));
    on('updateviewarea', () => this.#look());
    // Of a page zoomed so far that only a part of it is drawn sharp, the source is that part: we want the page.
    const drawn = ({ pageNumber }: { pageNumber: number }) => {
      const page = this.#page(pageNumber - 1);
      if (page) this.listeners.drawn(pageNumber - 1, page);
    };
    on('pagerender', drawn);
    on('pagerendered', drawn);
    on('textlayerrendered', ({ pageNumber, source }: { pageNumber: number; source: ShownPage }) =>
      this.listeners.text(pageNumber - 1, source),
    );
    on('annotationlayerrendered', ({ source }: { source: ShownPage }) => {
      for (const link of source.div.querySelectorAll('.annotationLayer a:not([aria-label])'))
        link.setAttribute('aria-label', this.listeners.internalLink());
    });
    // What moves after one of these is the person's doing; what moves without them is the program's.
    for (const event of ['wheel', 'pointerdown', 'touchmove', 'keydown'])
      this.container.addEventListener(event, () => (this.#mover = 'person'), { signal, passive: true, capture: true });
  }
  #page(pageIndex: number): PageView | undefined {
    return this.#viewer.getPageView(pageIndex) as PageView | undefined;
  }
  #view(): Box {
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = this.container;
    return { left, top, width, height };
  }
  #apply(position: StagePosition): void {
    const pageIndex = Math.min(Math.max(position.pageIndex, 0), this.paper.pages - 1);
    const page = this.#ready ? this.#page(pageIndex) : undefined;
    if (!page || this.container.clientWidth === 0) {
      this.#last = { ...position, pageIndex };
      return;
    }
    this.#moving = true;
    this.#mover = 'program';
    const natural = page.viewport.width / page.scale;
    const scale = (position.zoom * fittedWidth(this.container.clientWidth)) / natural;
    if (this.#viewer.currentPageNumber !== pageIndex + 1) this.#viewer.currentPageNumber = pageIndex + 1;
    this.#viewer.currentScale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale));
    this.container.scrollTo({ ...scrollFor(position, boxOf(page.div), this.#view()), behavior: 'instant' });
    this.#viewer.update();
    this.#moving = false;
    this.#look();
  }
  /** @param x, y the point that stays where it is, in client coordinates. */
  #zoom(factor: number, x: number, y: number): void {
    const page = this.#page(this.#last.pageIndex);
    if (!page) return;
    const corner = this.container.getBoundingClientRect();
    const spot = { x: x - corner.left, y: y - corner.top };
    const [before, view] = [boxOf(page.div), this.#view()];
    this.#moving = true;
    // Drawn again only when the fingers rest: until then the picture is stretched.
    this.#viewer.updateScale({ drawingDelay: 400, scaleFactor: factor, origin: [x, y] });
    // pdf.js keeps the upper left corner and then moves by the origin once more; we keep the point itself.
    const left = pointKept(before.left, before.width, view.left + spot.x, boxOf(page.div).left, boxOf(page.div).width);
    const top = pointKept(before.top, before.height, view.top + spot.y, boxOf(page.div).top, boxOf(page.div).height);
    this.container.scrollTo({ left: left - spot.x, top: top - spot.y, behavior: 'instant' });
    this.#viewer.update();
    this.#moving = false;
    this.#mover = 'person';
    this.#look();
  }
  /** Where is the paper now? */
  #look(): void {
    if (this.#moving || !this.#ready) return;
    const current = this.#viewer.currentPageNumber - 1;
    const page = this.#page(current);
    if (!page) return;
    const view = this.#view();
    const near = [...Array(9).keys()].flatMap((i) => {
      const pageIndex = current - 4 + i;
      const shown = this.#page(pageIndex);
      return shown ? [{ pageIndex, box: boxOf(shown.div) }] : [];
    });
    this.listeners.inView(pagesInView(near, view));
    const position = positionIn(current, boxOf(page.div), view);
    if (isSame(position, this.#last)) return;
    this.#last = position;
    this.listeners.moved(position, this.#mover);
  }
}

const boxOf = ({ offsetLeft, offsetTop, offsetWidth, offsetHeight }: HTMLElement): Box => ({
  left: offsetLeft,
  top: offsetTop,
  width: offsetWidth,
  height: offsetHeight,
});

/** pdf.js would bring its own English words. */
const silent = {
  pause() {},
  resume() {},
  translate: () => Promise.resolve(),
  translateOnce: () => Promise.resolve(),
  get: () => Promise.resolve(''),
  getLanguage: () => 'vi',
  getDirection: () => 'ltr',
  destroy: () => Promise.resolve(),
};
