import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import css from './big-button.module.css';

interface Props extends Pick<ButtonProps, 'leftSection' | 'loading'> {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly type?: 'button' | 'submit';
  /** Why it cannot be pressed now; null when it can. A button that is off always says why. */
  readonly whyNot?: string | null;
  /** What must be known although it can be pressed. */
  readonly hint?: string | null;
  /** False: shown as a second way, not the screen's one primary button. */
  readonly primary?: boolean;
}

/** The next step: 72 px, full width, says what will happen. One a screen. */
export function BigButton({
  children,
  onClick,
  type = 'button',
  whyNot = null,
  hint = null,
  primary = true,
  ...rest
}: Props) {
  const id = useId();
  const told = whyNot ?? hint;
  return (
    <div className={css.box}>
      <Button
        {...rest}
        type={type}
        size="xl"
        fullWidth
        variant={primary ? 'filled' : 'default'}
        // Not `disabled`: a reader must be able to reach the button to hear why it is off.
        {...(whyNot === null ? {} : { 'data-disabled': true, 'aria-disabled': true })}
        {...(told === null ? {} : { 'aria-describedby': id })}
        onClick={(event) => {
          // The second half of a double press: by now the button may name the step after, which nobody has read.
          if (whyNot === null && event.detail < 2) onClick?.();
          else event.preventDefault();
        }}
      >
        {children}
      </Button>
      {told !== null && (
        <p id={id} className={css.why}>
          {told}
        </p>
      )}
    </div>
  );
}
