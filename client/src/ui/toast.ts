import { notifications } from '@mantine/notifications';
import { sayOf } from '../i18n/say.js';

const held: string[] = [];
let holding = false;

/** Tells the person that what he just did has happened. What others caused is shown in place, never as a toast. */
export function toast(text: string): void {
  if (holding) held.push(text);
  else
    notifications.show({
      message: text,
      withBorder: true,
      autoClose: 5_000,
      closeButtonProps: { 'aria-label': sayOf('ui')('close') },
    });
}

/** While a ballot lies over the screen its voter is not distracted; what was to be said is said afterwards. */
export function holdToasts(hold: boolean): void {
  holding = hold;
  if (!hold) for (const text of held.splice(0)) toast(text);
}
