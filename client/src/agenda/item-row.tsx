import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { DraftItem } from '@ecab/shared/sync/content';
import { ActionIcon } from '@mantine/core';
import { ChevronDown, ChevronUp, GripVertical, Lock } from 'lucide-react';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import css from './agenda.module.css';
import { wayOf } from './way.js';

interface Props {
  readonly item: DraftItem;
  readonly place: string;
  readonly papers: number;
  /** How many items a block has. */
  readonly inside: number;
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
  const { item, place, papers, inside, chosen, isFirst, isLast, editable, peers, onChoose, onMove } = props;
  const say = useWords('agenda');
  const people = usePeople();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: item.id,
    disabled: !editable,
  });
  const title = item.title.trim() || say('agenda.untitled');
  const block = item.kind === 'consentBlock';
  const facts = block
    ? say('agenda.inside', { n: inside })
    : [item.unit, item.presenterId && people.name(item.presenterId)].filter(Boolean).join(' · ');
  const missing = papers === 0 && item.vote !== 'none' && !block;
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={css.row}
      data-chosen={chosen}
      data-inside={item.parent !== null}
      data-peer={peers.length > 0}
      data-dragging={isDragging}
    >
      <span className={css.order}>
        {editable && (
          <button
            ref={setActivatorNodeRef}
            type="button"
            className={css.grip}
            {...attributes}
            {...listeners}
            aria-label={say('agenda.drag', { title })}
          >
            <GripVertical aria-hidden size={22} />
          </button>
        )}
        <b className={css.place}>{place}</b>
        {editable && (
          <>
            <ActionIcon disabled={isFirst} aria-label={say('agenda.up', { title })} onClick={() => onMove(-1)}>
              <ChevronUp aria-hidden />
            </ActionIcon>
            <ActionIcon disabled={isLast} aria-label={say('agenda.down', { title })} onClick={() => onMove(1)}>
              <ChevronDown aria-hidden />
            </ActionIcon>
          </>
        )}
      </span>
      <button type="button" className={css.title} aria-pressed={chosen} onClick={onChoose}>
        <b>{title}</b>
        {facts !== '' && <small>{facts}</small>}
        {item.audience === 'members' && (
          <small>
            <Lock aria-hidden size={15} /> {say('agenda.audience.members')}
          </small>
        )}
        {peers.length > 0 && <em className={css.peer}>{say('agenda.editsHere', { name: peers.join(', ') })}</em>}
      </button>
      <span className={css.way}>{say(block ? 'agenda.way.block' : `agenda.way.${wayOf(item)}`)}</span>
      <span className={css.number}>
        {item.minutes}
        <span className={css.unit}> {say('agenda.minutesShort')}</span>
      </span>
      <span className={css.number} data-bad={missing}>
        {block ? '–' : papers}
        <span className={css.unit}> {say('agenda.papersShort')}</span>
      </span>
    </li>
  );
}
