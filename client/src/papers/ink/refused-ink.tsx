import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useWords } from '../../i18n/say.js';
import css from './ink.module.css';
import { useRefusedInk } from './use-refused-ink.js';

/** Strokes that the server did not accept are offered back; they lie on the device until the person decides. */
export function RefusedInk({ versionId }: { readonly versionId: string }) {
  return (
    <>
      <OfLayer versionId={versionId} layer="private" />
      <OfLayer versionId={versionId} layer="shared" />
    </>
  );
}

function OfLayer({ versionId, layer }: { readonly versionId: string; readonly layer: 'private' | 'shared' }) {
  const say = useWords('papers');
  const refused = useRefusedInk(versionId, layer);
  if (!refused) return null;
  return (
    <div className={css.refused} role="status">
      <TriangleAlert size={22} aria-hidden />
      <p>
        <b>{say('ink.refusedCount', { n: refused.count })}</b> {say(`ink.${layer}`)}. {say('ink.refused')}
      </p>
      <Button size="sm" disabled={refused.putBack === null} onClick={() => refused.putBack?.()}>
        {say('ink.putBack')}
      </Button>
      <Button size="sm" variant="subtle" onClick={refused.discard}>
        {say('ink.discard')}
      </Button>
    </div>
  );
}
