import type { RichNode } from '@ecab/shared/sync/content';
import { Button } from '@mantine/core';
import { ArrowLeft, Check, CornerDownRight, FileClock, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { usePeople } from '../app/people.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { type Copy, useRescued, useSettle } from '../rescue/use-copies.js';
import { toast } from '../ui/toast.js';
import { type Block, blocksOf, runsOf } from './blocks.js';
import css from './minutes.module.css';

interface Props {
  readonly meetingId: string;
  readonly copies: readonly Copy[];
  /** The minutes as they stand on this tablet. */
  readonly now: RichNode | null;
  readonly editable: boolean;
  readonly onInsert: (block: Block) => void;
  readonly onClose: () => void;
}

/** Copies of the minutes beside the minutes: what the text lacks is put in by hand, a paragraph at a time. */
export function CopyPane({ meetingId, copies, now, editable, onInsert, onClose }: Props) {
  const say = useWords('rescue');
  const format = useFormat(useTimeZone());
  const people = usePeople();
  const settle = useSettle(meetingId);
  const [chosen, setChosen] = useState<string | null>(null);
  const copy = copies.find(({ id }) => id === chosen) ?? null;
  const rescued = useRescued(meetingId, 'minutes', copy);
  const blocks = useMemo(() => (rescued?.kind === 'minutes' ? blocksOf(rescued.content, now) : null), [rescued, now]);
  useEffect(() => {
    // One that is done with is gone from the list; the only one there is needs no choosing.
    if (copy === null && copies.length === 1) setChosen(copies[0]?.id ?? null);
  }, [copies, copy]);
  const nameOf = (one: Copy) =>
    one.from === 'here'
      ? say('copy.draft')
      : say('copy.from', { name: people.name(one.copy.personId), device: one.copy.device });
  const why = (one: Copy) =>
    one.why === 'restored' || one.why === 'older-schema' ? say(`copy.why.${one.why}`) : whyNot(one.why);
  const runs = useMemo(() => runsOf(blocks ?? []), [blocks]);
  const missing = blocks?.filter(({ isHere }) => !isHere).length ?? 0;
  const done = (one: Copy) =>
    settle.mutate(one, { onSuccess: (refusal) => void (refusal === null ? setChosen(null) : toast(whyNot(refusal))) });
  return (
    <section className={css.facts} aria-label={say('copy.list')}>
      <div className={css.state}>
        <h2>{say('copy.list')}</h2>
        <Button variant="subtle" leftSection={<X aria-hidden size={18} />} onClick={onClose}>
          {say('copy.close')}
        </Button>
      </div>
      <p className={css.soft}>
        {copies.length === 0 ? say('copy.empty') : say(editable ? 'copy.what' : 'copy.whatOnly')}
      </p>
      {copy === null ? (
        <ol className={css.copies}>
          {copies.map((one) => (
            <li key={one.id}>
              <FileClock aria-hidden size={22} />
              <div>
                <p className={css.sentence}>
                  <b>{nameOf(one)}</b>
                </p>
                <p className={css.soft}>
                  {format.dateTime(one.at)} · {why(one)}
                </p>
                <Button
                  aria-label={say('copy.show', { name: nameOf(one), time: format.dateTime(one.at) })}
                  onClick={() => setChosen(one.id)}
                >
                  {say('copy.look')}
                </Button>
              </div>
            </li>
          ))}
        </ol>
      ) : (
        <>
          <p className={css.sentence}>
            <b>{nameOf(copy)}</b>
          </p>
          <p className={css.soft}>
            {format.dateTime(copy.at)} · {why(copy)}
          </p>
          <p className={css.soft} role="status">
            {blocks === null ? '' : missing > 0 ? say('copy.missing', { n: missing }) : say('copy.none')}
          </p>
          <div className={css.copyWays}>
            {copies.length > 1 && (
              <Button leftSection={<ArrowLeft aria-hidden size={18} />} onClick={() => setChosen(null)}>
                {say('copy.back')}
              </Button>
            )}
            <Button
              variant="filled"
              leftSection={<Check aria-hidden size={18} />}
              loading={settle.isPending}
              onClick={() => done(copy)}
            >
              {say('copy.done')}
            </Button>
          </div>
          <ol>
            {runs.map((run) =>
              run.length > 1 ? (
                <li key={run[0]?.index} className={css.block} data-missing={false}>
                  <details>
                    <summary>{say('copy.hereAll', { n: run.length })}</summary>
                    {run.map((block) => (
                      <p key={block.index} className={css.copied} lang="vi">
                        {block.text}
                      </p>
                    ))}
                  </details>
                </li>
              ) : (
                run.map((block) => (
                  <li key={block.index} className={css.block} data-missing={!block.isHere}>
                    <p className={css.copied} lang="vi">
                      {block.text}
                    </p>
                    {block.isHere ? (
                      <span className={css.state}>
                        <Check aria-hidden size={18} /> {say('copy.here')}
                      </span>
                    ) : (
                      editable && (
                        <Button
                          leftSection={<CornerDownRight aria-hidden size={18} />}
                          aria-label={say('copy.insertOne', { text: block.text.slice(0, 120) })}
                          onClick={() => onInsert(block)}
                        >
                          {say('copy.insert')}
                        </Button>
                      )
                    )}
                  </li>
                ))
              ),
            )}
          </ol>
        </>
      )}
    </section>
  );
}
