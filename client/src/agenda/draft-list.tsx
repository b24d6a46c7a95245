import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { DraftItem } from '@ecab/shared/sync/content';
import { useRef } from 'react';
import { useWords } from '../i18n/say.js';
import css from './agenda.module.css';
import { ItemRow } from './item-row.js';
import { levelOf, listed, placeOf } from './levels.js';

interface Props {
  readonly items: readonly DraftItem[];
  readonly chosen: string | null;
  readonly editable: boolean;
  /** How many papers an item has. */
  readonly papers: (itemId: string) => number;
  /** Who else edits it now. */
  readonly peers: (itemId: string) => readonly string[];
  readonly onChoose: (itemId: string) => void;
  /** To a place among those of its level, from 0. */
  readonly onMove: (itemId: string, place: number) => void;
}

/** The draft as a list: moved by dragging, by buttons, or by keyboard (space lifts, arrows move). */
export function DraftList({ items, chosen, editable, papers, peers, onChoose, onMove }: Props) {
  const say = useWords('agenda');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const rows = listed(items);
  const told = useRef<UniqueIdentifier | null>(null);
  const find = (id: UniqueIdentifier | undefined) => items.find((one) => one.id === id);
  /** The item of the same level that is meant: over an item of a block, its block. */
  const target = (from: DraftItem, over: UniqueIdentifier | undefined): DraftItem | null => {
    const to = find(over);
    if (!to) return null;
    if (to.parent === from.parent) return to;
    return from.parent === null && to.parent !== null ? (find(to.parent) ?? null) : null;
  };
  const where = (id: UniqueIdentifier, over: UniqueIdentifier | undefined) => {
    const from = find(id);
    const to = from && target(from, over);
    if (!from || !to) return null;
    const level = levelOf(items, from.parent);
    return { title: from.title, n: level.indexOf(to) + 1, m: level.length };
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      told.current = active.id;
      const at = where(active.id, active.id);
      return at ? say('agenda.lifted', at) : undefined;
    },
    onDragOver: ({ active, over }) => {
      // It is over itself as soon as it is lifted: said, that would swallow that it was lifted.
      if (over?.id === told.current) return undefined;
      told.current = over?.id ?? null;
      const at = where(active.id, over?.id);
      return at ? say('agenda.movedTo', at) : say('agenda.notThere');
    },
    onDragEnd: ({ active, over }) => {
      const at = where(active.id, over?.id);
      return at ? say('agenda.dropped', at) : say('agenda.notThere');
    },
    onDragCancel: () => say('agenda.dragCancelled'),
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const from = find(active.id);
    const to = from && target(from, over?.id);
    if (from && to && from.id !== to.id) onMove(from.id, levelOf(items, from.parent).indexOf(to));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{ announcements, screenReaderInstructions: { draggable: say('agenda.dragHow') } }}
    >
      <SortableContext items={rows.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <div className={css.heads} aria-hidden>
          <span>{say('agenda.head.order')}</span>
          <span>{say('agenda.head.item')}</span>
          <span>{say('agenda.way')}</span>
          <span>{say('agenda.head.minutes')}</span>
          <span>{say('agenda.papers')}</span>
        </div>
        <ol className={css.rows} aria-label={say('agenda.items')}>
          {rows.map((one) => {
            const level = levelOf(items, one.parent);
            const at = level.indexOf(one);
            return (
              <ItemRow
                key={one.id}
                item={one}
                place={placeOf(items, one.id)}
                papers={papers(one.id)}
                inside={levelOf(items, one.id).length}
                chosen={one.id === chosen}
                isFirst={at === 0}
                isLast={at === level.length - 1}
                editable={editable}
                peers={peers(one.id)}
                onChoose={() => onChoose(one.id)}
                onMove={(by) => onMove(one.id, at + by)}
              />
            );
          })}
        </ol>
      </SortableContext>
    </DndContext>
  );
}
