import { Button } from '@mantine/core';
import { CircleX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n/say.js';
import { Dialog, Facts } from './dialog.js';
import css from './dialog.module.css';

export interface Refused {
  /** What did not happen: "Chưa mở được biểu quyết". */
  readonly title: string;
  /** The fact and the number needed; usually `refusalText(…)`. */
  readonly body: ReactNode;
  readonly facts?: readonly { readonly label: string; readonly value: ReactNode }[];
  /** The rule it follows from. */
  readonly citation?: string;
  /** The one way on. */
  readonly action?: { readonly label: string; readonly icon?: ReactNode; readonly onClick: () => void };
}
interface Props {
  /** Null: closed. */
  readonly refused: Refused | null;
  readonly onClose: () => void;
}

/** Why something did not happen, by which rule, and the one way on. */
export function RefusalDialog({ refused, onClose }: Props) {
  const say = useWords('ui');
  // Closed, it fades with its words.
  const [last, keep] = useState(refused);
  if (refused !== null && refused !== last) keep(refused);
  const { title = '', body = '', facts = [], citation, action } = refused ?? last ?? {};
  const all = citation ? [...facts, { label: say('refusal.why'), value: citation }] : facts;
  return (
    <Dialog
      opened={refused !== null}
      title={title}
      body={body}
      icon={<CircleX size={40} className={css.bad} aria-hidden />}
      onClose={onClose}
      ways={
        <>
          <Button size="lg" onClick={onClose} {...(action ? {} : { 'data-autofocus': true })}>
            {say('close')}
          </Button>
          {action && (
            <Button
              size="lg"
              variant="filled"
              data-autofocus
              leftSection={action.icon}
              onClick={() => {
                onClose();
                action.onClick();
              }}
            >
              {action.label}
            </Button>
          )}
        </>
      }
    >
      {all.length > 0 && <Facts facts={all} />}
    </Dialog>
  );
}
