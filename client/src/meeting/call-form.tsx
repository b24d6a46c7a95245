import { isForMembers } from '@ecab/shared/agenda/guests';
import type { Item } from '@ecab/shared/agenda/slice';
import type { MeetingBoard } from '@ecab/shared/ledger/machines';
import type { Seat } from '@ecab/shared/people/slice';
import { agendaDoc } from '@ecab/shared/sync/doc-name';
import { Alert, Button, Checkbox, NativeSelect } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { listed, placeOf } from '../agenda/levels.js';
import { seatsIn } from '../agenda/seat-counts.js';
import { useDraft } from '../agenda/use-draft.js';
import { usePeople } from '../app/people.js';
import { useWords } from '../i18n/say.js';
import { itemNumber, itemsOf } from '../room/item-number.js';
import { useDoc } from '../sync/hooks.js';
import { Card } from '../ui/card.js';
import css from './meeting.module.css';

export type Called = Seat & { readonly personId: string };
/** `open`: a substitute or an observer, called for every item that is not closed. */
const capacities = ['member', 'open', 'guest', 'secretary', 'clerk'] as const;
type Capacity = (typeof capacities)[number];

interface Props {
  readonly meetingId: string;
  readonly board: MeetingBoard;
  readonly busy: boolean;
  /** Who is called already and is called otherwise now; null: somebody new. */
  readonly seated: Called | null;
  readonly onCall: (one: Called) => void;
  readonly onClose: () => void;
}

/** Calls one person: as what, for which items, in whose place. */
export function CallForm({ meetingId, board, busy, seated, onCall, onClose }: Props) {
  const say = useWords('meeting');
  const people = usePeople();
  const { doc } = useDoc(agendaDoc(meetingId));
  const { items: draft } = useDraft(doc);
  const [personId, setPersonId] = useState(seated?.personId ?? '');
  const [as, setAs] = useState<Capacity>(seated?.items === 'open' ? 'open' : 'guest');
  const [items, setItems] = useState<string[]>(seated && seated.items !== 'open' ? [...seated.items] : []);
  const [standsFor, setStandsFor] = useState(seated?.standsFor ?? '');
  const seats = seatsIn(board);
  const taken = new Set(seats.map(([one]) => one));
  // Before it is published the agenda stands in its draft.
  const drafted = board.meeting?.state === 'draft';
  const itemOf = (itemId: string) =>
    drafted ? draft.find(({ id }) => id === itemId) : (board[`item:${itemId}`] as Item | undefined);
  const offered: readonly (readonly [id: string, label: string])[] = drafted
    ? listed(draft).map(({ id, title }) => [id, `${placeOf(draft, id)}. ${title}`])
    : itemsOf(board).map(([id, { title }]) => [id, `${itemNumber(board, id) ?? ''}. ${title}`]);
  // Who holds no office with a vote is no member, and the server would say so.
  const isVoter = (value: string) => people.person(value)?.votes === true;
  const choose = (value: string) => {
    setPersonId(value);
    if (as === 'member' && !isVoter(value)) setAs('guest');
    // Whom he stands for is on the roster, and can be changed here.
    const usual = people.person(value)?.standsFor;
    if (!usual) return;
    setAs('open');
    setStandsFor(usual);
  };
  function call(event: FormEvent) {
    event.preventDefault();
    if (personId === '' || (as === 'guest' && items.length === 0)) return;
    onCall({
      personId,
      role: as === 'open' ? 'guest' : as,
      items: as === 'open' ? 'open' : as === 'guest' ? items : [],
      standsFor: as === 'open' && standsFor !== '' ? standsFor : null,
    });
  }
  return (
    <Card title={seated ? say('people.editOf', { name: people.name(seated.personId) }) : say('people.add')}>
      <form className={css.form} onSubmit={call}>
        <div className={css.pair}>
          {!seated && (
            <NativeSelect
              label={say('people.person')}
              value={personId}
              onChange={({ currentTarget }) => choose(currentTarget.value)}
              data={[
                { value: '', label: say('people.choose') },
                ...people.list
                  .filter((one) => !taken.has(one.personId))
                  .map((one) => ({ value: one.personId, label: `${people.name(one.personId)}, ${one.agency}` })),
              ]}
            />
          )}
          <NativeSelect
            label={say('people.role')}
            value={as}
            onChange={({ currentTarget }) => setAs(currentTarget.value as Capacity)}
            data={capacities
              .filter((value) => value !== 'member' || isVoter(personId))
              .map((value) => ({ value, label: say(`people.role.${value}`) }))}
          />
        </div>
        {as === 'open' && (
          <NativeSelect
            label={say('people.standsFor')}
            value={standsFor}
            onChange={({ currentTarget }) => setStandsFor(currentTarget.value)}
            data={[
              { value: '', label: say('people.nobody') },
              ...seats
                .filter(([, { role }]) => role === 'member')
                .map(([one]) => ({ value: one, label: people.name(one) })),
            ]}
          />
        )}
        {as === 'guest' && (
          <Checkbox.Group label={say('people.items')} value={items} onChange={setItems}>
            {offered.map(([itemId, label]) => (
              <Checkbox
                key={itemId}
                value={itemId}
                label={isForMembers(itemOf, itemId) ? `${label} (${say('people.forMembers')})` : label}
              />
            ))}
          </Checkbox.Group>
        )}
        {as === 'guest' && items.some((one) => isForMembers(itemOf, one)) && (
          <Alert color="nghe" icon={<TriangleAlert aria-hidden />}>
            {say('people.shutOutBody')}
          </Alert>
        )}
        {as === 'guest' && offered.length === 0 && <p className={css.soft}>{say('people.noItems')}</p>}
        <div className={css.tools}>
          <Button
            type="submit"
            variant="filled"
            loading={busy}
            disabled={personId === '' || (as === 'guest' && items.length === 0)}
          >
            {say(seated ? 'people.save' : 'people.call')}
          </Button>
          <Button onClick={onClose}>{say('people.close')}</Button>
        </div>
      </form>
    </Card>
  );
}
