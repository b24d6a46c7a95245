import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../i18n/say.js';
import css from './display.module.css';
import { Wall } from './frame.js';

/** One line in the middle of the wall. */
export function Plain({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Wall>
      <main className={css.plain}>
        <h1>{title}</h1>
        {children}
      </main>
    </Wall>
  );
}

/** Why this device shows no room. The one state of a screen that somebody has to act on, so it has a way on. */
export function NoScreen({ why }: { readonly why: 'signedOut' | 'person' | 'otherRoom' }) {
  const say = useWords('display');
  return (
    <Plain title={say(`display.${why}`)}>
      <p>{say(why === 'person' ? 'display.person.hint' : 'display.signedOut.hint')}</p>
      <Button component={Link} to={why === 'person' ? '/' : '/sign-in'} size="xl" className={css.way ?? ''}>
        {say(why === 'person' ? 'display.home' : 'display.signIn')}
      </Button>
    </Plain>
  );
}
