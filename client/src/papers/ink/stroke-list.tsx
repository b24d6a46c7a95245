import { ActionIcon, Drawer } from '@mantine/core';
import { Lock, Trash2, Users } from 'lucide-react';
import { usePeople } from '../../app/people.js';
import { useWords } from '../../i18n/say.js';
import css from './ink.module.css';
import type { InkStroke } from './ink-layer.js';
import type { Ink } from './use-ink.js';

interface Props {
  readonly ink: Ink;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onShow?: ((stroke: InkStroke) => void) | undefined;
}

/** Everything drawn over the paper in words, for who cannot see it or looks for somebody's note. */
export function StrokeList({ ink, opened, onClose, onShow }: Props) {
  const say = useWords('papers');
  const ui = useWords('ui');
  const { name } = usePeople();
  const wordsOf = ({ pageIndex, colour, layer, personId }: InkStroke) => {
    const blanks = { n: pageIndex + 1, colour: say(`ink.colour.${colour}`) };
    return personId === ink.me
      ? say('ink.one', { ...blanks, layer: say(`ink.${layer}`).toLocaleLowerCase() })
      : say('ink.oneBy', { ...blanks, name: name(personId) });
  };
  const inOrder = ink.strokes.toSorted((a, b) => a.pageIndex - b.pageIndex || (a.key < b.key ? -1 : 1));
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right">
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: a second banner would stand beside the page's own. */}
        <div className={css.head}>
          <Drawer.Title>{say('ink.list')}</Drawer.Title>
          <Drawer.CloseButton aria-label={ui('close')} />
        </div>
        <Drawer.Body>
          {inOrder.length === 0 && <p>{say('ink.none')}</p>}
          <ul className={css.list}>
            {inOrder.map((stroke) => {
              const Icon = stroke.layer === 'private' ? Lock : Users;
              return (
                <li key={stroke.id}>
                  <button
                    type="button"
                    className={css.entry}
                    disabled={!onShow}
                    onClick={() => {
                      onClose();
                      onShow?.(stroke);
                    }}
                  >
                    <Icon size={20} aria-hidden />
                    {wordsOf(stroke)}
                  </button>
                  {stroke.personId === ink.me && stroke.layer === ink.layer && ink.hindrance === null && (
                    <ActionIcon
                      aria-label={say('ink.erase', { n: stroke.pageIndex + 1 })}
                      onClick={() => ink.erase([stroke.id])}
                    >
                      <Trash2 size={20} aria-hidden />
                    </ActionIcon>
                  )}
                </li>
              );
            })}
          </ul>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
