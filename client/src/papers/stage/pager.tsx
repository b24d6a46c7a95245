import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { useWords } from '../../i18n/say.js';
import css from '../pdf-stage.module.css';
import type { StageViewer } from './stage-viewer.js';

interface Props {
  readonly pageIndex: number;
  readonly pages: number;
  readonly viewer: Pick<StageViewer, 'turn' | 'zoomBy'>;
}

/** Which page of how many; turning and zooming for who uses neither gestures nor keys. */
export function Pager({ pageIndex, pages, viewer }: Props) {
  const say = useWords('papers');
  const number = pageIndex + 1;
  return (
    <div className={css.pager}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
      <div role="group" aria-label={say('page.zoom')} className={css.zoom}>
        <button
          type="button"
          aria-label={say('zoom.out')}
          aria-keyshortcuts="-"
          onClick={() => viewer.zoomBy(1 / 1.25)}
        >
          <ZoomOut size={22} aria-hidden />
        </button>
        <button type="button" aria-label={say('zoom.in')} aria-keyshortcuts="+" onClick={() => viewer.zoomBy(1.25)}>
          <ZoomIn size={22} aria-hidden />
        </button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
      <div role="group" aria-label={say('page.turn')}>
        <button
          type="button"
          aria-label={say('page.previous')}
          aria-keyshortcuts="PageUp p"
          disabled={number === 1}
          onClick={() => viewer.turn(-1)}
        >
          <ChevronLeft size={22} aria-hidden />
        </button>
        <b>
          <span aria-hidden>{say('page.of', { n: number, m: pages })}</span>
          <span className="unseen" role="status">
            {say('page.spoken', { n: number, m: pages })}
          </span>
        </b>
        <button
          type="button"
          aria-label={say('page.next')}
          aria-keyshortcuts="PageDown n"
          disabled={number === pages}
          onClick={() => viewer.turn(1)}
        >
          <ChevronRight size={22} aria-hidden />
        </button>
      </div>
    </div>
  );
}
