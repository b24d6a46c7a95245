import type { PaperEntity } from '@ecab/shared/papers/slice';
import { parseVersionId } from '@ecab/shared/papers/slice';
import { BookOpen, BookOpenCheck, CloudDownload, FileText, KeyRound, TabletSmartphone } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../i18n/say.js';
import { StateTag } from '../ui/state-tag.js';
import css from './paper-row.module.css';
import { readState } from './reading/seen.js';

interface Props {
  readonly paper: PaperEntity;
  /** Pages read of the version in force: `usePapersRead().get(versionId) ?? 0`. */
  readonly read: number;
  /** Is its version in force on the device? Undefined: not said (not yet known, or nothing can be kept here). */
  readonly onDevice?: boolean | undefined;
  /** The one shown beside the list. */
  readonly current?: boolean;
  /** Opens it in place; left out, the row leads to the reader, which leads back here. */
  readonly onOpen?: (versionId: string) => void;
}

/** One paper in a list (inside `Rows`): title, pages, how far it was read, version, password, on the device or not. */
export function PaperRow({ paper, read, onDevice, current = false, onOpen }: Props) {
  const say = useWords('papers');
  const { pathname, search } = useLocation();
  const version = paper.versions.at(-1);
  if (!version) return null;
  const { versionId, pages, needsPassword } = version;
  const number = parseVersionId(versionId)?.version ?? paper.versions.length;
  const words = (
    <>
      <FileText size={24} aria-hidden />
      <span className={css.text}>
        <b>{paper.title}</b>
        <small>
          {pages !== null && <span>{say('paper.pages', { n: pages })}</span>}
          {number > 1 && <span>{say('paper.version', { n: number })}</span>}
          {needsPassword && (
            <span>
              <KeyRound size={16} aria-hidden /> {say('paper.password')}
            </span>
          )}
          {onDevice !== undefined && (
            <span>
              {onDevice ? <TabletSmartphone size={16} aria-hidden /> : <CloudDownload size={16} aria-hidden />}{' '}
              {say(onDevice ? 'paper.onDevice' : 'paper.notOnDevice')}
            </span>
          )}
        </small>
      </span>
      <ReadTag read={read} pages={pages} isNew={number > 1} number={number} />
    </>
  );
  const look = { className: css.row, 'aria-current': current ? ('true' as const) : undefined };
  return (
    <li className={css.item}>
      {onOpen ? (
        <button type="button" {...look} onClick={() => onOpen(versionId)}>
          {words}
        </button>
      ) : (
        <Link to={`/papers/${encodeURIComponent(versionId)}`} state={{ from: pathname + search }} {...look}>
          {words}
        </Link>
      )}
    </li>
  );
}

interface ReadTagProps {
  readonly read: number;
  readonly pages: number | null;
  /** There was an older version: what is unread is news. */
  readonly isNew: boolean;
  readonly number: number;
}
function ReadTag({ read, pages, isNew, number }: ReadTagProps) {
  const say = useWords('papers');
  const state = readState(read, pages);
  if (state === 'read')
    return (
      <StateTag tone="ok" icon={BookOpenCheck}>
        {say('paper.read')}
      </StateTag>
    );
  if (state === 'part')
    return (
      <StateTag tone="info" icon={BookOpen}>
        {pages === null ? say('paper.begun') : say('paper.part', { n: read, m: pages })}
      </StateTag>
    );
  return isNew ? (
    <StateTag tone="warn">{say('paper.newVersion', { n: number })}</StateTag>
  ) : (
    <StateTag tone="outline">{say('paper.unread')}</StateTag>
  );
}
