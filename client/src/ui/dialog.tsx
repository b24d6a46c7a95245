import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './dialog.module.css';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly body: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the way on last. */
  readonly ways: ReactNode;
  readonly onClose: () => void;
}

/** The shape of refusal and confirmation: a dialog that says its title and body, holds the focus and gives it back. */
export function Dialog({ opened, title, icon, body, children, ways, onClose }: Props) {
  return (
    <Modal.Root opened={opened} onClose={onClose} centered size={640} closeOnClickOutside={false}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={css.body}>
          <div className={css.top}>
            {icon}
            <div className={css.words}>
              <Modal.Title className={css.title ?? ''}>{title}</Modal.Title>
              <Modal.Body className={css.text ?? ''}>{body}</Modal.Body>
            </div>
          </div>
          {children}
          <div className={css.ways}>{ways}</div>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Facts as label and value, for the number and the citation behind a refusal. */
export function Facts({ facts }: { readonly facts: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
