import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { DraftItem } from '@ecab/shared/sync/content';
import { ActionIcon } from '@mantine/core';
import { ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import css from './agenda.module.css';

interface Props {
  readonly item: DraftItem;
  readonly place: string;
  readonly papers: number;
  readonly chosen: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly editable: boolean;
  /** Who else edits it now. */
  readonly peers: readonly string[];
  readonly onChoose: () => void;
  readonly onMove: (by: 1 | -1) => void;
}

/** One item of the draft: moved by dragging, by its buttons, or lifted with the space bar. */
export function ItemRow(props: Props) {
  const { item, place, papers, chosen, isFirst, isLast, editable, peers, onChoose, onMove } = props;
  const say = useWords('agenda');
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({
    id: item.id,
    disabled: !editable,
  });
  const title = item.title.trim() || say('agenda.untitled');
  const way = item.vote === 'none' ? 'note' : item.vote;
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Transform.toString(transform), transition }}
      className={css.row}
      data-chosen={chosen}
      data-inside={item.parent !== null}
      data-peer={peers.length > 0}
    >
      {editable && (
        <button
          type="button"
          className={css.grip}
          {...attributes}
          {...listeners}
          aria-label={say('agenda.drag', { title })}
        >
          <GripVertical aria-hidden size={22} />
        </button>
      )}
      <span className={css.place}>{place}</span>
      <button type="button" className={css.title} aria-pressed={chosen} onClick={onChoose}>
        <b>{title}</b>
        <small>
          {[item.unit, say(item.kind === 'consentBlock' ? 'agenda.kind.consentBlock' : `agenda.way.${way}`)]
            .filter(Boolean)
            .join(' · ')}
          {item.kind !== 'consentBlock' && ` · ${say('agenda.papers')}: ${papers}`}
        </small>
        {peers.length > 0 && <em className={css.peer}>{say('agenda.editsHere', { name: peers.join(', ') })}</em>}
      </button>
      <span className={css.minutes}>{item.minutes}′</span>
      {editable && (
        <span className={css.moves}>
          <ActionIcon
            variant="subtle"
            size={44}
            disabled={isFirst}
            aria-label={say('agenda.up', { title })}
            onClick={() => onMove(-1)}
          >
            <ChevronUp aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size={44}
            disabled={isLast}
            aria-label={say('agenda.down', { title })}
            onClick={() => onMove(1)}
          >
            <ChevronDown aria-hidden />
          </ActionIcon>
        </span>
      )}
    </li>
  );
}
