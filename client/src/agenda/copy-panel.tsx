import type { DraftItem } from '@ecab/shared/sync/content';
import { Button } from '@mantine/core';
import { ArrowLeft, Check, FileClock, TriangleAlert, Undo2 } from 'lucide-react';
import { useTimeZone } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { type Copy, useRescued, useSettle } from '../rescue/use-copies.js';
import { toast } from '../ui/toast.js';
import css from './agenda.module.css';
import { type Difference, differences, type Written } from './differences.js';
import { wayOf } from './way.js';

/** That there is something which the draft lacks, and how many such things. */
export function CopyNotice({ copies, onLook }: { readonly copies: readonly Copy[]; readonly onLook: () => void }) {
  const say = useWords('agenda');
  const rescue = useWords('rescue');
  const [first] = copies;
  if (!first) return null;
  const Icon = first.from === 'here' ? TriangleAlert : FileClock;
  return (
    <div className={css.notice} role={first.from === 'here' ? 'alert' : 'status'}>
      <Icon aria-hidden size={22} />
      <p>
        {first.from === 'here' ? (
          <>
            <b>{say('agenda.notTaken')}</b> {whyNot(first.why)}
          </>
        ) : (
          <b>{rescue('copy.count', { n: copies.length })}</b>
        )}
      </p>
      <Button size="sm" onClick={onLook}>
        {rescue('copy.look')}
      </Button>
    </div>
  );
}

interface Props {
  readonly meetingId: string;
  readonly copy: Copy;
  readonly items: readonly DraftItem[];
  readonly editable: boolean;
  readonly onPutBack: (difference: Difference) => void;
  readonly onBack: () => void;
}
/** What a copy says and the draft does not, value by value; each is put back by hand. */
export function CopyPanel({ meetingId, copy, items, editable, onPutBack, onBack }: Props) {
  const say = useWords('agenda');
  const rescue = useWords('rescue');
  const format = useFormat(useTimeZone());
  const people = usePeople();
  const settle = useSettle(meetingId);
  const rescued = useRescued(meetingId, 'agenda', copy);
  const found = rescued?.kind === 'agenda' ? differences(rescued.items, items) : null;
  const labels: { readonly [Name in Written]: string } = {
    title: say('agenda.name'),
    note: say('agenda.note'),
    presenterId: say('agenda.presenter'),
    unit: say('agenda.unit'),
    minutes: say('agenda.minutes'),
    kind: say('agenda.kind'),
    vote: say('agenda.way'),
    audience: say('agenda.audience'),
  };
  const shown = (item: DraftItem, field: Written): string => {
    if (field === 'presenterId')
      return item.presenterId === null ? say('agenda.nobody') : people.name(item.presenterId);
    if (field === 'kind') return say(`agenda.kind.${item.kind}`);
    if (field === 'audience') return say(`agenda.audience.${item.audience}`);
    if (field === 'vote') return say(`agenda.way.${wayOf(item)}`);
    return String(item[field]) || rescue('put.blank');
  };
  const whose =
    copy.from === 'here'
      ? rescue('put.title')
      : rescue('copy.from', { name: people.name(copy.copy.personId), device: copy.copy.device });
  const why =
    copy.why === 'restored' || copy.why === 'older-schema' ? rescue(`copy.why.${copy.why}`) : whyNot(copy.why);
  return (
    <>
      <Button variant="subtle" leftSection={<ArrowLeft aria-hidden size={20} />} onClick={onBack}>
        {rescue('copy.close')}
      </Button>
      <h2>{whose}</h2>
      <p className={css.soft}>
        {format.dateTime(copy.at)} · {why}
      </p>
      {found?.length === 0 && <p className={css.soft}>{rescue('put.same')}</p>}
      <ul className={css.findings}>
        {found?.map((one) => {
          const { item } = one;
          const what = one.what === 'item' ? item.title : `${item.title}, ${labels[one.field]}`;
          return (
            <li key={`${item.id} ${one.what === 'value' ? one.field : ''}`} className={css.difference}>
              {one.what === 'item' ? (
                <b>{rescue('put.item', { title: item.title })}</b>
              ) : (
                <>
                  <b>
                    {one.now.title}: {labels[one.field]}
                  </b>
                  <span className={css.soft}>{rescue('put.now', { value: shown(one.now, one.field) })}</span>
                  <span>{rescue('put.was', { value: shown(item, one.field) })}</span>
                </>
              )}
              <Button
                disabled={!editable}
                leftSection={<Undo2 aria-hidden size={18} />}
                aria-label={rescue('put.backOne', { what })}
                onClick={() => onPutBack(one)}
              >
                {rescue('put.back')}
              </Button>
            </li>
          );
        })}
      </ul>
      <Button
        variant="filled"
        fullWidth
        leftSection={<Check aria-hidden size={20} />}
        loading={settle.isPending}
        onClick={() =>
          settle.mutate(copy, { onSuccess: (refusal) => (refusal === null ? onBack() : toast(whyNot(refusal))) })
        }
      >
        {rescue('copy.done')}
      </Button>
    </>
  );
}
