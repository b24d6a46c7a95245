import { type PaperEntity, parseVersionId } from '@ecab/shared/papers/slice';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { EllipsisVertical, FileClock, MoveHorizontal, PenLine, Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { useWords } from '../i18n/say.js';
import { useEntity } from '../sync/hooks.js';
import { Page } from '../ui/page.js';
import { FindBar } from './find/find-bar.js';
import { useFind } from './find/use-find.js';
import { InkTools } from './ink/ink-tools.js';
import { RefusedInk } from './ink/refused-ink.js';
import { useInk } from './ink/use-ink.js';
import { PdfStage, type StageHandle } from './pdf-stage.js';
import css from './reader.module.css';
import { useReaderKeys } from './reader-keys.js';
import type { OpenedPaper } from './stage/open-pdf.js';
import { Thumbnails } from './thumbnails.js';

/** One version of a paper: read, written on, searched. `?page=` and `?q=` say where it opens and what is marked. */
export function Component() {
  const { versionId = '' } = useParams();
  return <Reader key={versionId} versionId={versionId} />;
}

function Reader({ versionId }: { readonly versionId: string }) {
  const say = useWords('papers');
  const [params] = useSearchParams();
  const [asked] = useState(() => ({ query: params.get('q') ?? '', pageIndex: pageIndexOf(params.get('page')) }));
  const named = parseVersionId(versionId);
  const meetingId = named?.meetingId ?? '';
  const paper = useEntity(`meeting/${meetingId}`, `paper:${named?.paperId ?? ''}`) as PaperEntity | undefined;
  const ink = useInk(versionId);
  const stage = useRef<StageHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<OpenedPaper | null>(null);
  const [pageIndex, setPageIndex] = useState(asked.pageIndex);
  const [finding, setFinding] = useState(asked.query !== '');
  const [writing, setWriting] = useState(false);
  const find = useFind(opened, asked.query, asked.pageIndex);
  const strokes = useMemo(() => {
    const counts = new Map<number, number>();
    for (const stroke of ink.strokes) counts.set(stroke.pageIndex, (counts.get(stroke.pageIndex) ?? 0) + 1);
    return counts;
  }, [ink.strokes]);
  const openFind = () => {
    setFinding(true);
    field.current?.focus();
    field.current?.select();
  };
  const leave = () => {
    if (finding) setFinding(false);
    else ink.choose('hand');
  };
  useReaderKeys({ stage: stage.current, ink, openFind, escape: leave });

  const pages = opened?.pages ?? paper?.versions.find((one) => one.versionId === versionId)?.pages ?? 0;
  const from: unknown = useLocation().state?.from;
  const subtitle = [
    say('reader.version', { n: named?.version ?? 1 }),
    ...(pages > 0 ? [say('paper.pages', { n: pages })] : []),
  ].join(' · ');
  return (
    <Page
      title={paper?.title ?? say('reader.title')}
      subtitle={subtitle}
      back={{ to: typeof from === 'string' ? from : `/meetings/${meetingId}`, label: say('reader.backToMeeting') }}
      padded={false}
      actions={
        <>
          <ActionIcon
            variant="default"
            aria-label={say('find.open')}
            aria-keyshortcuts="Control+F /"
            aria-expanded={finding}
            onClick={openFind}
          >
            <Search size={22} aria-hidden />
          </ActionIcon>
          <More paper={paper} versionId={versionId} onFit={() => stage.current?.fitWidth()} />
        </>
      }
    >
      <div className={css.reader} data-writing={writing || undefined}>
        <div className={css.notices}>
          {finding && <FindBar find={find} field={field} onClose={() => setFinding(false)} />}
          <Newer paper={paper} versionId={versionId} />
          <RefusedInk versionId={versionId} />
        </div>
        <Thumbnails
          versionId={versionId}
          pages={pages}
          pageIndex={pageIndex}
          strokes={strokes}
          onGo={(index) => stage.current?.goToPage(index)}
        />
        <div className={css.stage}>
          <PdfStage
            ref={stage}
            versionId={versionId}
            title={paper?.title}
            start={{ pageIndex: asked.pageIndex, zoom: 1, left: 0, top: -0.01 }}
            ink={ink}
            find={finding ? find : null}
            onOpened={setOpened}
            onMoved={(position) => setPageIndex(position.pageIndex)}
          />
        </div>
        <div className={css.tools}>
          <InkTools ink={ink} onShow={(stroke) => stage.current?.point(stroke)} />
        </div>
        <div className={css.write}>
          <Button
            fullWidth
            leftSection={<PenLine size={22} aria-hidden />}
            aria-expanded={writing}
            onClick={() => {
              setWriting(!writing);
              ink.choose(writing ? 'hand' : 'pen');
            }}
          >
            {say(writing ? 'ink.done' : 'ink.show')}
          </Button>
        </div>
      </div>
    </Page>
  );
}

const pageIndexOf = (page: string | null) => Math.max(0, (Number.parseInt(page ?? '1', 10) || 1) - 1);
const addressOf = (versionId: string) => `/papers/${encodeURIComponent(versionId)}`;
const numberOf = (versionId: string) => parseVersionId(versionId)?.version ?? 1;

interface OfPaper {
  readonly paper: PaperEntity | undefined;
  readonly versionId: string;
}
/** There is a newer version than the one shown. */
function Newer({ paper, versionId }: OfPaper) {
  const say = useWords('papers');
  const { state } = useLocation();
  const newest = paper?.versions.at(-1)?.versionId;
  if (newest === undefined || newest === versionId) return null;
  return (
    <div className={css.newer} role="status">
      <FileClock size={22} aria-hidden />
      <p>{say('reader.newer', { n: numberOf(versionId), m: numberOf(newest) })}</p>
      <Button component={Link} to={addressOf(newest)} state={state} size="sm">
        {say('reader.openVersion', { n: numberOf(newest) })}
      </Button>
    </div>
  );
}

function More({ paper, versionId, onFit }: OfPaper & { readonly onFit: () => void }) {
  const say = useWords('papers');
  const { state } = useLocation();
  const versions = paper?.versions ?? [];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" aria-label={say('reader.more')}>
          <EllipsisVertical size={22} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<MoveHorizontal size={20} aria-hidden />} onClick={onFit}>
          {say('zoom.fit')}
        </Menu.Item>
        {versions.length > 1 && <Menu.Label>{say('reader.versions')}</Menu.Label>}
        {versions.length > 1 &&
          versions.toReversed().map((one) => (
            <Menu.Item
              key={one.versionId}
              component={Link}
              to={addressOf(one.versionId)}
              state={state}
              leftSection={<FileClock size={20} aria-hidden />}
              aria-current={one.versionId === versionId ? 'page' : undefined}
            >
              {say('reader.version', { n: numberOf(one.versionId) })}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
