import { Button, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useWords } from '../i18n/say.js';
import css from './chair.module.css';

interface Props {
  readonly title: string;
  /** Says what happens: "Mở biểu quyết". */
  readonly submit: string;
  readonly busy: boolean;
  /** Why it cannot be sent yet; null when it can. */
  readonly whyNot?: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A step that needs words or numbers first. Full screen on a phone, where pickers in small windows jump. */
export function FormDialog({ title, submit, busy, whyNot = null, onSubmit, onClose, children }: Props) {
  const say = useWords('chair');
  const ui = useWords('ui');
  const onForm = (event: FormEvent) => {
    event.preventDefault();
    if (whyNot === null) onSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={760}
      closeOnClickOutside={false}
      centered
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form className={css.form} onSubmit={onForm}>
        {children}
        {whyNot !== null && <p className={css.soft}>{whyNot}</p>}
        <div className={css.ways}>
          <Button size="lg" variant="default" onClick={onClose}>
            {say('chair.cancel')}
          </Button>
          <Button size="lg" type="submit" variant="filled" loading={busy} disabled={whyNot !== null}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
