import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { markPage } from './find/find-marks.js';
import type { Find } from './find/use-find.js';
import type { InkStroke } from './ink/ink-layer.js';
import { InkOverlay } from './ink/ink-overlay.js';
import type { Ink } from './ink/use-ink.js';
import css from './pdf-stage.module.css';
import { ReadMarks } from './reading/read-marks.js';
import type { OpenedPaper } from './stage/open-pdf.js';
import { Pager } from './stage/pager.js';
import { PaperNotOpen } from './stage/paper-not-open.js';
import './stage/paper-layers.css';
import type { StagePosition } from './stage/position.js';
import { type Mover, type ShownPage, StageViewer } from './stage/stage-viewer.js';
import { usePaper } from './stage/use-paper.js';

/** The person's own moves, as by button and key. Before the paper is open nothing moves. */
export interface StageHandle {
  turn(by: 1 | -1): void;
  goToPage(pageIndex: number): void;
  zoomBy(factor: number): void;
  fitWidth(): void;
  /** Marks a stroke and goes to its page; null: none. */
  point(stroke: InkStroke | null): void;
}
export interface StageProps {
  readonly versionId: string;
  /** The paper's title, for screen readers. */
  readonly title?: string | undefined;
  readonly ref?: Ref<StageHandle>;
  /** Where it opens; the first page fitted to the width, if left out. */
  readonly start?: StagePosition;
  /** Where the presenter is: followed without animation, `onMoved` hears of it as the program's doing. Null: nobody is followed. */
  readonly target?: StagePosition | null;
  /** Of the same version. Left out: nothing is drawn over the pages. */
  readonly ink?: Ink | null;
  readonly find?: Find | null;
  /** False where no person reads: the display. */
  readonly marksRead?: boolean;
  /** False: no buttons to turn and zoom. */
  readonly controls?: boolean;
  /** Every change of place and zoom, and who caused it. */
  readonly onMoved?: (position: StagePosition, by: Mover) => void;
  /** Null when it is closed. */
  readonly onOpened?: (paper: OpenedPaper | null) => void;
}
const firstPage: StagePosition = { pageIndex: 0, zoom: 1, left: 0, top: -0.01 };

/**
 * A paper's pages: text that can be selected, links that ask, zoom, ink, marks of what was found. Fills its parent, which
 * has to have a height. Says itself why it cannot be opened, and asks for a password.
 */
export function PdfStage({ onOpened, ...props }: StageProps) {
  const say = useWords('papers');
  const { versionId, title = say('reader.title') } = props;
  const [state, again] = usePaper(versionId);
  const paper = state.state === 'open' && state.paper.versionId === versionId ? state.paper : null;
  const tell = useEffectEvent((opened: OpenedPaper | null) => onOpened?.(opened));
  useEffect(() => {
    if (!paper) return;
    tell(paper);
    return () => tell(null);
  }, [paper]);
  if (!paper) return <PaperNotOpen state={state} title={title} onAgain={again} />;
  return <Pages key={versionId} {...props} title={title} paper={paper} />;
}

type PagesProps = Omit<StageProps, 'onOpened'> & { readonly paper: OpenedPaper };
function Pages({
  paper,
  start = firstPage,
  target = null,
  title,
  ref,
  ink = null,
  find = null,
  marksRead = true,
  controls = true,
  onMoved,
}: PagesProps) {
  const say = useWords('papers');
  const { name } = usePeople();
  const container = useRef<HTMLDivElement>(null);
  const pages = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<{ readonly viewer: StageViewer; readonly overlay: InkOverlay } | null>(null);
  const [at, setAt] = useState(target ?? start);
  const [inView, setInView] = useState<readonly number[]>([]);
  const [link, setLink] = useState<string | null>(null);
  const [pointed, setPointed] = useState<InkStroke | null>(null);
  const shown = useRef(new Map<number, ShownPage>());
  const toReveal = useRef<Find['current']>(null);

  const mark = useEffectEvent((pageIndex: number, page: ShownPage) => {
    const box = markPage(page, find?.onPage(pageIndex) ?? null);
    if (!box || toReveal.current?.pageIndex !== pageIndex) return;
    toReveal.current = null;
    stage?.viewer.reveal(pageIndex, box);
  });
  const moved = useEffectEvent((position: StagePosition, by: Mover) => {
    setAt(position);
    onMoved?.(position, by);
  });
  const tapped = useEffectEvent(({ clientX, clientY }: MouseEvent) =>
    setPointed(ink?.tool === 'hand' ? (stage?.overlay.strokeAt(clientX, clientY) ?? null) : null),
  );
  const sayPage = useEffectEvent((n: number) => say('page.name', { n }));
  const sayLink = useEffectEvent(() => say('link.inside'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it starts is of the moment in which it is opened.
  useEffect(() => {
    if (!container.current || !pages.current) return;
    const drawnPages = shown.current;
    const overlay = new InkOverlay(container.current, (dx, dy) => viewer.pan(dx, dy));
    const viewer = new StageViewer(container.current, pages.current, paper, target ?? start, {
      moved: (position, by) => moved(position, by),
      inView: (now) => setInView((before) => (before.join() === now.join() ? before : now)),
      drawn: (pageIndex, page) => overlay.drawn(pageIndex, page),
      text(pageIndex, page) {
        drawnPages.set(pageIndex, page);
        mark(pageIndex, page);
      },
      link: setLink,
      nameOf: (pageNumber) => sayPage(pageNumber),
      internalLink: () => sayLink(),
    });
    setStage({ viewer, overlay });
    const tap = (event: MouseEvent) => tapped(event);
    const { current: scroll } = container;
    scroll.addEventListener('click', tap);
    return () => {
      scroll.removeEventListener('click', tap);
      drawnPages.clear();
      viewer.close();
      setStage(null);
    };
  }, [paper]);

  useEffect(() => stage?.overlay.show(ink), [stage, ink]);
  useEffect(() => {
    if (target) stage?.viewer.goTo(target, 'program');
  }, [stage, target]);
  useEffect(() => stage?.overlay.point(pointed), [stage, pointed]);
  const current = find?.current ?? null;
  const findKey = find && `${find.state}/${find.query}/${find.count}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: marks follow what was found and which of it is looked at.
  useEffect(() => {
    if (!stage) return;
    toReveal.current = current;
    for (const [pageIndex, page] of shown.current) if (page.textLayer?.div.isConnected) mark(pageIndex, page);
    // Not drawn yet: it is brought into view once it is.
    if (toReveal.current) stage.viewer.goToPage(toReveal.current.pageIndex, 'person');
  }, [stage, findKey, current?.pageIndex, current?.index]);

  useImperativeHandle(ref, () => ({
    turn: (by) => stage?.viewer.turn(by),
    goToPage: (pageIndex) => stage?.viewer.goToPage(pageIndex, 'person'),
    zoomBy: (factor) => stage?.viewer.zoomBy(factor),
    fitWidth: () => stage?.viewer.fit(),
    point(stroke) {
      setPointed(stroke);
      if (stroke && stroke.pageIndex !== stage?.viewer.pageIndex) stage?.viewer.goToPage(stroke.pageIndex, 'person');
    },
  }));
  return (
    <div className={css.stage}>
      {/* biome-ignore lint/a11y/useSemanticElements: pdf.js takes nothing but a div. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard. */}
      <div ref={container} className={css.scroll} role="region" tabIndex={0} aria-label={title}>
        <div ref={pages} className="pdfViewer" />
      </div>
      {pointed && pointed.personId !== ink?.me && (
        <p className={css.author} role="status">
          {say('ink.by', { name: name(pointed.personId) })}
        </p>
      )}
      {controls && stage && <Pager pageIndex={at.pageIndex} pages={paper.pages} viewer={stage.viewer} />}
      {marksRead && <ReadMarks versionId={paper.versionId} inView={inView} />}
      <ConfirmDialog
        opened={link !== null}
        title={say('link.title')}
        body={say('link.body', { url: link ?? '' })}
        confirm={say('link.open')}
        onClose={() => setLink(null)}
        onConfirm={() => {
          if (link !== null) window.open(link, '_blank', 'noopener,noreferrer');
          setLink(null);
        }}
      />
    </div>
  );
}
