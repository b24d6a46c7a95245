import { InkTools } from '../papers/ink/ink-tools.js';
import { useInk } from '../papers/ink/use-ink.js';
import { PdfStage } from '../papers/pdf-stage.js';
import type { StagePosition } from '../papers/stage/position.js';
import type { Mover } from '../papers/stage/stage-viewer.js';
import css from './room.module.css';

interface Props {
  readonly versionId: string;
  readonly target: StagePosition | null;
  readonly onMoved: (position: StagePosition, by: Mover) => void;
}

/** The paper of the room, with the person's ink over it. */
export function PaperStage({ versionId, target, onMoved }: Props) {
  const ink = useInk(versionId);
  return (
    <div className={css.paperStage}>
      <PdfStage versionId={versionId} target={target} ink={ink} onMoved={onMoved} />
      <InkTools ink={ink} />
    </div>
  );
}
