import type { PaperEntity } from '@ecab/shared/papers/slice';
import { FileText, Lock } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import { StateTag } from '../ui/state-tag.js';
import css from './meeting.module.css';

/** A paper in a list: what it is, how much of it this person has read. */
export function PaperLine({ paper, read }: { readonly paper: PaperEntity; readonly read: number }) {
  const say = useWords('meeting');
  const papers = useWords('papers');
  const version = paper.versions.at(-1);
  if (!version) return null;
  const pages = version.pages ?? 0;
  const done = pages > 0 && read >= pages;
  return (
    <li>
      <Link className={css.paper} to={`/papers/${encodeURIComponent(version.versionId)}`}>
        {version.needsPassword ? <Lock aria-hidden size={22} /> : <FileText aria-hidden size={22} />}
        <span className={css.what}>
          <b>{paper.title}</b>
          <small>
            {version.needsPassword ? say('paper.locked') : say('paper.pages', { n: pages })}
            {paper.versions.length > 1 && ` · ${papers('paper.newVersion', { n: paper.versions.length })}`}
          </small>
        </span>
        <StateTag tone={done ? 'ok' : 'neutral'}>
          {done
            ? papers('paper.read')
            : read > 0
              ? papers('paper.part', { n: read, m: pages })
              : papers('paper.unread')}
        </StateTag>
      </Link>
    </li>
  );
}
