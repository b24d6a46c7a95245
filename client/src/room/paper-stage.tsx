import { PencilLine, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWords } from '../i18n/say.js';
import { InkTools } from '../papers/ink/ink-tools.js';
import { RefusedInk } from '../papers/ink/refused-ink.js';
import { useInk } from '../papers/ink/use-ink.js';
import { PdfStage, type StageHandle } from '../papers/pdf-stage.js';
import type { StagePosition } from '../papers/stage/position.js';
import type { Mover } from '../papers/stage/stage-viewer.js';
import css from './room.module.css';

interface Props {
  readonly versionId: string;
  readonly title: string | null;
  /** Where the presenter is; null: nobody is followed. */
  readonly target: StagePosition | null;
  readonly onMoved: (position: StagePosition, by: Mover) => void;
}
/** One version in the room, with one's own pen beside it: put away until it is wanted, for the paper needs the space. */
export function PaperStage({ versionId, title, target, onMoved }: Props) {
  const say = useWords('room');
  const ink = useInk(versionId);
  const stage = useRef<StageHandle>(null);
  const [tools, setTools] = useState(false);
  return (
    <div className={css.paper} data-tools={tools}>
      <div className={css.sheet}>
        <div>
          <RefusedInk versionId={versionId} />
        </div>
        <PdfStage
          ref={stage}
          versionId={versionId}
          title={title ?? undefined}
          target={target}
          ink={ink}
          onMoved={onMoved}
        />
      </div>
      <div className={css.pens}>
        <button
          type="button"
          className={css.pen}
          aria-expanded={tools}
          onClick={() => {
            // With the tools away the hand turns pages again: a forgotten pen would draw instead.
            if (tools) ink.choose('hand');
            setTools(!tools);
          }}
        >
          {tools ? <X size={22} aria-hidden /> : <PencilLine size={22} aria-hidden />}
          {say(tools ? 'ink.hide' : 'ink.show')}
        </button>
        {tools && <InkTools ink={ink} onShow={(stroke) => stage.current?.point(stroke)} />}
      </div>
    </div>
  );
}
