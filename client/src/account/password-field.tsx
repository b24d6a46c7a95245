import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../i18n/say.js';

interface Props extends Omit<PasswordInputProps, 'error'> {
  readonly error?: string | undefined;
}

/** A password: pasting works, the eye is a button that says what it does, what is wrong is tied to the field. */
export function PasswordField({ error, ...props }: Props) {
  const say = useWords('account');
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      {...props}
      error={error}
      errorProps={{ role: 'alert' }}
      aria-invalid={error !== undefined}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{ 'aria-label': say(visible ? 'signin.hide' : 'signin.show'), tabIndex: 0 }}
      visibilityToggleIcon={({ reveal }) => (reveal ? <EyeOff size={22} aria-hidden /> : <Eye size={22} aria-hidden />)}
    />
  );
}
