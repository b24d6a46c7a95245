import type { PaperEntity } from '@ecab/shared/papers/slice';
import { BookOpenCheck, ChevronRight, FileText, Lock, TabletSmartphone } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../i18n/say.js';
import { Meter } from '../ui/meter.js';
import { StateTag } from '../ui/state-tag.js';
import css from './meeting.module.css';
import { readState, versionOf } from './read-counts.js';

interface Props {
  readonly paper: PaperEntity;
  readonly read: ReadonlyMap<string, number>;
  /** Undefined: not known yet. */
  readonly onDevice?: boolean | undefined;
  /** Before the pages: the item it belongs to. */
  readonly about?: string | undefined;
}

/** A paper in a list: what it is, how much of it this person has read, whether it is here without the network. */
export function PaperLine({ paper, read, onDevice, about }: Props) {
  const say = useWords('meeting');
  const papers = useWords('papers');
  const { pathname } = useLocation();
  const version = versionOf(paper);
  if (!version) return null;
  const n = read.get(version.versionId) ?? 0;
  const state = readState(paper, read);
  const number = paper.versions.length;
  const facts = [
    about,
    version.needsPassword ? say('paper.locked') : say('paper.pages', { n: version.pages ?? 0 }),
    number > 1 && say('paper.version', { n: number }),
  ].filter(Boolean);
  return (
    <li>
      <Link className={css.paper} to={`/papers/${encodeURIComponent(version.versionId)}`} state={{ from: pathname }}>
        {version.needsPassword ? <Lock aria-hidden size={22} /> : <FileText aria-hidden size={22} />}
        <span className={css.what}>
          <b>{paper.title}</b>
          <small>
            {facts.join(' · ')}
            {onDevice && (
              <>
                {' · '}
                <TabletSmartphone aria-hidden size={15} /> {say('paper.onDevice')}
              </>
            )}
          </small>
        </span>
        <span className={css.reading}>
          {state === 'read' ? (
            <StateTag tone="ok" icon={BookOpenCheck}>
              {papers('paper.read')}
            </StateTag>
          ) : state === 'part' ? (
            <>
              <small>
                {version.pages === null
                  ? say('paper.begun')
                  : papers('paper.part', { n: Math.min(n, version.pages), m: version.pages })}
              </small>
              {version.pages !== null && <Meter value={n} max={version.pages} />}
            </>
          ) : number > 1 ? (
            <StateTag tone="warn">{papers('paper.newVersion', { n: number })}</StateTag>
          ) : (
            <StateTag tone="outline">{papers('paper.unread')}</StateTag>
          )}
        </span>
        <ChevronRight aria-hidden size={20} />
      </Link>
    </li>
  );
}
