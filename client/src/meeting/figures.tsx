import { useWords } from '../i18n/say.js';
import css from './meeting.module.css';
import type { BoardPaper } from './papers-in.js';
import { readCount } from './read-counts.js';

interface Props {
  readonly papers: readonly BoardPaper[];
  readonly read: ReadonlyMap<string, number>;
  readonly onDevice: ReadonlySet<string> | null;
}

/** How far one is prepared: papers read, papers on this device. Nothing where there are no papers to see. */
export function Figures({ papers, read, onDevice }: Props) {
  const say = useWords('meeting');
  if (papers.length === 0) return null;
  const { n, m } = readCount(papers, read);
  const here = onDevice?.size ?? 0;
  return (
    <dl className={css.figures}>
      <div>
        <dt>{say('meeting.figureRead')}</dt>
        <dd>{say('meeting.of', { n, m })}</dd>
      </div>
      <div>
        <dt>{say('meeting.figureHere')}</dt>
        <dd>{here === m ? say('meeting.all', { n: m }) : say('meeting.of', { n: here, m })}</dd>
      </div>
    </dl>
  );
}
