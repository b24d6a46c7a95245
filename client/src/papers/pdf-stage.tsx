import { Button, PasswordInput } from '@mantine/core';
import { FileX2, WifiOff } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Offline } from '../app/api.js';
import { useWords } from '../i18n/say.js';
import { useSync } from '../sync/hooks.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { EmptyState } from '../ui/empty-state.js';
import { LoadingSkeleton } from '../ui/loading.js';
import { Meter } from '../ui/meter.js';
import { markMatches } from './find/mark-matches.js';
import type { Match } from './find/matches.js';
import { InkOverlay } from './ink/ink-overlay.js';
import type { Ink } from './ink/use-ink.js';
import css from './papers.module.css';
import { type OpenedPaper, openPdf } from './stage/open-pdf.js';
import type { StagePosition } from './stage/position.js';
import { type Mover, type ShownPage, StageViewer } from './stage/stage-viewer.js';

interface Props {
  readonly versionId: string;
  /** Where to begin. */
  readonly start?: StagePosition;
  /** Followed without animation as it changes; null: the reader's own. */
  readonly target?: StagePosition | null;
  /** Null: no ink is shown. */
  readonly ink?: Ink | null;
  /** What was found, by page. */
  readonly matches?: readonly (readonly Match[])[];
  readonly onOpened?: (paper: OpenedPaper) => void;
  readonly onViewer?: (viewer: StageViewer | null) => void;
  readonly onMoved?: (position: StagePosition, by: Mover) => void;
  readonly onInView?: (pageIndices: readonly number[]) => void;
}
type Asked = { readonly give: (password: string) => void; readonly wrong: boolean };
const TOP: StagePosition = { pageIndex: 0, zoom: 1, left: 0, top: 0 };

/** The pages of one version, from this device or the server, with ink and marks over them. */
export function PdfStage({ versionId, start = TOP, target = null, ink = null, matches, ...on }: Props) {
  const say = useWords('papers');
  const { papers } = useSync();
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [paper, setPaper] = useState<OpenedPaper | null>(null);
  const [progress, setProgress] = useState(0);
  const [failed, setFailed] = useState<'offline' | 'refused' | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const viewer = useRef<StageViewer | null>(null);
  const overlay = useRef<InkOverlay | null>(null);
  const pages = useRef(new Map<number, ShownPage>());
  // Called with the newest of each, without the viewer being made anew.
  const latest = useRef({ on, matches, say });
  latest.current = { on, matches, say };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    const abort = new AbortController();
    let close = () => {};
    setFailed(null);
    setPaper(null);
    papers
      .get(versionId, (loaded: number, total: number | null) => setProgress(total ? loaded / total : 0), abort.signal)
      .then(async (data) => {
        if (abort.signal.aborted) return;
        const opening = openPdf(versionId, data.slice(0), null, (give, wrong) => setAsked({ give, wrong }));
        close = opening.close;
        const opened = await opening.opened;
        if (abort.signal.aborted) return;
        setAsked(null);
        setPaper(opened);
        latest.current.on.onOpened?.(opened);
      })
      .catch((fault: unknown) => {
        if (!abort.signal.aborted) setFailed(fault instanceof Offline ? 'offline' : 'refused');
      });
    return () => {
      abort.abort();
      close();
    };
  }, [papers, versionId, tries]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: where it began is no reason to begin again.
  useEffect(() => {
    if (!paper || !box.current || !inner.current) return;
    const shown = pages.current;
    const ended = new AbortController();
    const over = new InkOverlay(box.current, (dx, dy) => viewer.current?.pan(dx, dy));
    overlay.current = over;
    over.show(ink);
    const one = new StageViewer(box.current, inner.current, paper, target ?? start, {
      moved: (position, by) => latest.current.on.onMoved?.(position, by),
      inView: (indices) => latest.current.on.onInView?.(indices),
      drawn: (pageIndex, page) => over.drawn(pageIndex, page),
      text(pageIndex, page) {
        shown.set(pageIndex, page);
        void markMatches(paper, shown, latest.current.matches ?? [], ended.signal);
      },
      link: setLink,
      nameOf: (n) => latest.current.say('reader.page', { n }),
      internalLink: () => latest.current.say('reader.innerLink'),
    });
    viewer.current = one;
    latest.current.on.onViewer?.(one);
    return () => {
      ended.abort();
      shown.clear();
      viewer.current = null;
      overlay.current = null;
      latest.current.on.onViewer?.(null);
      one.close();
    };
  }, [paper]);
  useEffect(() => overlay.current?.show(ink), [ink]);
  useEffect(() => {
    const ended = new AbortController();
    if (paper) void markMatches(paper, pages.current, matches ?? [], ended.signal);
    return () => ended.abort();
  }, [paper, matches]);
  useEffect(() => {
    if (target) viewer.current?.goTo(target, 'program');
  }, [target]);

  if (failed)
    return (
      <EmptyState
        icon={failed === 'offline' ? WifiOff : FileX2}
        level={2}
        title={say(failed === 'offline' ? 'reader.offline' : 'reader.refused')}
        body={say(failed === 'offline' ? 'reader.offlineBody' : 'reader.refusedBody')}
        action={<Button onClick={() => setTries(tries + 1)}>{say('reader.again')}</Button>}
      />
    );
  return (
    <div className={css.stage}>
      {asked && <Password key={String(asked.wrong)} asked={asked} onGiven={() => setAsked(null)} />}
      {!paper && !asked && (
        <div className={css.loading}>
          <Meter value={progress} max={1} />
          <LoadingSkeleton />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <section ref={box} className={css.pages} tabIndex={0} aria-label={say('reader.pages')}>
        <div ref={inner} className="pdfViewer" />
      </section>
      <ConfirmDialog
        opened={link !== null}
        title={say('reader.link')}
        body={link ?? ''}
        confirm={say('reader.openLink')}
        onClose={() => setLink(null)}
        onConfirm={() => {
          if (link) window.open(link, '_blank', 'noopener,noreferrer');
          setLink(null);
        }}
      />
    </div>
  );
}

function Password({ asked, onGiven }: { readonly asked: Asked; readonly onGiven: () => void }) {
  const say = useWords('papers');
  const [typed, setTyped] = useState('');
  const give = (event: FormEvent) => {
    event.preventDefault();
    onGiven();
    asked.give(typed);
  };
  return (
    <form className={css.password} onSubmit={give}>
      <PasswordInput
        label={say('reader.password')}
        description={say('reader.passwordBody')}
        error={asked.wrong ? say('reader.passwordWrong') : undefined}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled">
        {say('reader.unlock')}
      </Button>
    </form>
  );
}
