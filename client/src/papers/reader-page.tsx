import { type PaperEntity, parseVersionId } from '@ecab/shared/papers/slice';
import { ActionIcon, Alert, CloseButton, TextInput } from '@mantine/core';
import { ChevronDown, ChevronUp, Search, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useWords } from '../i18n/say.js';
import { useEntity } from '../sync/hooks.js';
import { announce } from '../ui/live-region.js';
import { Page } from '../ui/page.js';
import { hasWords, type Match, matchesIn } from './find/matches.js';
import { InkTools } from './ink/ink-tools.js';
import { useInk } from './ink/use-ink.js';
import css from './papers.module.css';
import { PdfStage } from './pdf-stage.js';
import { ReadMarks } from './reading/read-marks.js';
import type { OpenedPaper } from './stage/open-pdf.js';
import type { StageViewer } from './stage/stage-viewer.js';

/** One version of a paper: read, written on, searched. */
export function Component() {
  const { versionId = '' } = useParams();
  return <Reader key={versionId} versionId={versionId} />;
}

function Reader({ versionId }: { readonly versionId: string }) {
  const say = useWords('papers');
  const [params] = useSearchParams();
  const named = parseVersionId(versionId);
  const paper = useEntity(`meeting/${named?.meetingId ?? ''}`, `paper:${named?.paperId ?? ''}`) as
    | PaperEntity
    | undefined;
  const ink = useInk(versionId);
  const [inView, setInView] = useState<readonly number[]>([]);
  const [opened, setOpened] = useState<OpenedPaper | null>(null);
  const [viewer, setViewer] = useState<StageViewer | null>(null);
  const [pageIndex, setPageIndex] = useState(0);
  const [find, setFind] = useState<string | null>(params.get('q'));
  const found = useFound(opened, find);
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const start = { pageIndex: Math.max(0, Number(params.get('page') ?? 1) - 1 || 0), zoom: 1, left: 0, top: 0 };
  const newest = paper?.versions.at(-1);
  const flat = useMemo(() => (found?.matches ?? []).flatMap((page, index) => page.map(() => index)), [found]);
  const count = flat.length;
  useEffect(() => {
    if (found && find) announce(say('find.count', { n: count === 0 ? 0 : at + 1, m: count }), 'polite');
  }, [found, find, count, at, say]);
  const step = (by: 1 | -1) => {
    if (count === 0) return;
    const next = (at + by + count) % count;
    setAt(next);
    viewer?.goToPage(flat[next] ?? 0, 'person');
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      const finding = (event.ctrlKey || event.metaKey) && event.key === 'f';
      if (finding || (event.key === '/' && !inField)) {
        event.preventDefault();
        setFind((before) => before ?? '');
        requestAnimationFrame(() => field.current?.focus());
        return;
      }
      if (inField) return;
      if ((event.ctrlKey || event.metaKey) && event.key === 'z') return event.shiftKey ? ink.redo() : ink.undo();
      if (event.key === 'PageDown' || event.key === 'n') viewer?.turn(1);
      else if (event.key === 'PageUp' || event.key === 'p') viewer?.turn(-1);
      else if (event.key === '+') viewer?.zoomBy(1.25);
      else if (event.key === '-') viewer?.zoomBy(0.8);
      else if (event.key === 'Escape') setFind(null);
      else if (event.key === '1') ink.choose('hand');
      else if (event.key === '2') ink.choose('pen');
      else if (event.key === '3') ink.choose('eraser');
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  const pages = opened?.pages ?? paper?.versions.find((one) => one.versionId === versionId)?.pages ?? 0;
  return (
    <Page
      title={paper?.title ?? say('reader.title')}
      subtitle={say('reader.where', { n: pageIndex + 1, m: pages, v: named?.version ?? 1 })}
      back={{ to: `/meetings/${named?.meetingId ?? ''}` }}
      padded={false}
      actions={
        <>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={say('reader.zoomOut')}
            onClick={() => viewer?.zoomBy(0.8)}
          >
            <ZoomOut aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={say('reader.zoomIn')}
            onClick={() => viewer?.zoomBy(1.25)}
          >
            <ZoomIn aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={44}
            aria-label={say('find.open')}
            aria-pressed={find !== null}
            onClick={() => setFind(find === null ? '' : null)}
          >
            <Search aria-hidden />
          </ActionIcon>
        </>
      }
    >
      <div className={css.reader}>
        {newest && newest.versionId !== versionId && (
          <Alert className={css.notice ?? ''}>
            {say('reader.older', { n: named?.version ?? 1 })}{' '}
            <Link to={`/papers/${encodeURIComponent(newest.versionId)}`}>
              {say('paper.newVersion', { n: paper?.versions.length ?? 1 })}
            </Link>
          </Alert>
        )}
        {find !== null && (
          <search className={css.find}>
            <TextInput
              ref={field}
              data-autofocus
              aria-label={say('find.open')}
              placeholder={say('find.hint')}
              value={find}
              onChange={(event) => {
                setFind(event.currentTarget.value);
                setAt(0);
              }}
              onKeyDown={(event) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1)}
            />
            <span role="status">
              {found?.scan
                ? say('find.scan')
                : found && find.trim() !== '' && say('find.count', { n: count === 0 ? 0 : at + 1, m: count })}
            </span>
            <ActionIcon variant="subtle" size={44} aria-label={say('find.previous')} onClick={() => step(-1)}>
              <ChevronUp aria-hidden />
            </ActionIcon>
            <ActionIcon variant="subtle" size={44} aria-label={say('find.next')} onClick={() => step(1)}>
              <ChevronDown aria-hidden />
            </ActionIcon>
            <CloseButton size={44} aria-label={say('find.close')} onClick={() => setFind(null)} />
          </search>
        )}
        <PdfStage
          versionId={versionId}
          start={start}
          ink={ink}
          matches={found?.matches ?? NONE}
          onOpened={setOpened}
          onViewer={setViewer}
          onInView={setInView}
          onMoved={(position) => setPageIndex(position.pageIndex)}
        />
        <InkTools ink={ink} />
        <ReadMarks versionId={versionId} inView={inView} />
      </div>
    </Page>
  );
}

const NONE: readonly (readonly Match[])[] = [];
interface Found {
  readonly matches: readonly (readonly Match[])[];
  /** No page has any words: a scan. */
  readonly scan: boolean;
}
/** What stands where in the whole paper; null while it is not known. */
function useFound(paper: OpenedPaper | null, query: string | null): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let gone = false;
    setFound(null);
    if (!paper || query === null) return;
    const wait = setTimeout(async () => {
      const texts: string[] = [];
      for (let page = 0; page < paper.pages && !gone; page += 1) texts.push((await paper.textOf(page)).text);
      if (!gone) setFound({ matches: matchesIn(texts, query), scan: !texts.some(hasWords) });
    }, 200);
    return () => {
      gone = true;
      clearTimeout(wait);
    };
  }, [paper, query]);
  return found;
}
