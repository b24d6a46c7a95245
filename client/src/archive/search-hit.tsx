import { CalendarDays, FilePenLine, FileText, Gavel, ListChecks, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { StateTag } from '../ui/state-tag.js';
import css from './archive.module.css';
import { Marked } from './marked.js';
import { type Hit, type Kind, placeOf } from './use-search.js';

const icons: Readonly<Record<Kind, LucideIcon>> = {
  meeting: CalendarDays,
  decision: Gavel,
  paper: FileText,
  minutes: FilePenLine,
  task: ListChecks,
};

/** One thing found: its title, the passages with the words marked, what it is and of when. */
export function SearchHit({ hit, q }: { readonly hit: Hit; readonly q: string }) {
  const say = useWords('archive');
  const format = useFormat();
  const place = placeOf(hit, q);
  const first = hit.passages[0];
  const title = (
    <>
      {hit.symbol && !hit.title.includes(hit.symbol) ? `${hit.symbol}: ` : ''}
      <Marked text={hit.title} marks={hit.titleMarks} />
    </>
  );
  return (
    <li className={css.hit}>
      <h2>{place ? <Link to={place}>{title}</Link> : title}</h2>
      {hit.passages.map((one) => (
        <p key={`${one.pageIndex} ${one.text.slice(0, 40)}`}>
          <Marked text={one.text} marks={one.marks} />
        </p>
      ))}
      <div className={css.about}>
        <StateTag icon={icons[hit.kind]} tone={hit.kind === 'decision' ? 'ok' : 'neutral'}>
          {say(`archive.kind.${hit.kind}`)}
        </StateTag>
        {hit.kind === 'paper' && first && <span>{say('archive.page', { n: first.pageIndex + 1 })}</span>}
        <span>{format.date(`${hit.when}T05:00:00Z`)}</span>
        {hit.note && <span>{say(`archive.note.${hit.note}`)}</span>}
      </div>
    </li>
  );
}
