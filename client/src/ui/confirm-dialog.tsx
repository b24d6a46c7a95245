import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useWords } from '../i18n/say.js';
import { Dialog } from './dialog.js';
import css from './dialog.module.css';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  /** What will happen and whom it touches. */
  readonly body: ReactNode;
  /** Says what happens: "Đóng biểu quyết", never "OK". */
  readonly confirm: string;
  readonly cancel?: string;
  /** What cannot be undone is outlined in red, and the focus stands on the other button. */
  readonly danger?: boolean;
  readonly loading?: boolean;
  /** What is still wanted before it can be confirmed; null: nothing. */
  readonly whyNot?: string | null;
  readonly children?: ReactNode;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once. */
export function ConfirmDialog({ danger = false, loading = false, whyNot = null, cancel, ...props }: Props) {
  const why = useId();
  const say = useWords('ui');
  return (
    <Dialog
      opened={props.opened}
      title={props.title}
      body={props.body}
      onClose={props.onClose}
      ways={
        <>
          <Button size="lg" onClick={props.onClose} {...(danger ? { 'data-autofocus': true } : {})}>
            {cancel ?? say('cancel')}
          </Button>
          <Button
            size="lg"
            variant={danger ? 'outline' : 'filled'}
            {...(danger ? { color: 'son' } : { 'data-autofocus': true })}
            loading={loading}
            disabled={whyNot !== null}
            {...(whyNot === null ? {} : { 'aria-describedby': why })}
            onClick={props.onConfirm}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      {props.children}
      {whyNot !== null && (
        <p id={why} className={css.why}>
          {whyNot}
        </p>
      )}
    </Dialog>
  );
}
