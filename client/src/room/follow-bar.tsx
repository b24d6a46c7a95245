import { Button } from '@mantine/core';
import { Eye, MonitorPlay, Presentation, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/say.js';
import css from './follow-bar.module.css';
import type { Mode } from './follow-mode.js';

interface Props {
  readonly mode: Mode;
  /** Of the presenter. */
  readonly name: string;
  readonly paper: string | null;
  /** From 1; null: no page is shown. */
  readonly pageNumber: number | null;
  /** The presenter has not opened a paper that this person sees. */
  readonly waiting: boolean;
  readonly mayPresent: boolean;
  readonly busy: boolean;
  readonly onPeek: () => void;
  readonly onReturn: () => void;
  readonly onPresent: () => void;
  readonly onStop: () => void;
}

/** Whose pages these are, and the one way to change that. */
export function FollowBar({ mode, name, paper, pageNumber, waiting, mayPresent, busy, ...on }: Props) {
  const say = useWords('room');
  const where = [paper, pageNumber && say('follow.page', { n: pageNumber })].filter(Boolean).join(' · ');
  const bar = (icon: ReactNode, title: string, detail: string, way: ReactNode) => (
    <div className={`${css.bar} ${css[mode] ?? ''}`}>
      {icon}
      <p role="status">
        <b>{title}</b>
        <span>{detail}</span>
      </p>
      {way}
    </div>
  );
  switch (mode) {
    case 'following':
      return bar(
        <Presentation size={26} aria-hidden />,
        say('follow.on', { name }),
        waiting ? say('follow.waiting') : where,
        <Button variant="outline" color="gray" leftSection={<Eye size={22} aria-hidden />} onClick={on.onPeek}>
          {say('follow.peek')}
        </Button>,
      );
    case 'peeking':
      return bar(
        <Eye size={26} aria-hidden />,
        say('follow.off', { n: pageNumber ?? 1 }),
        say('follow.private'),
        <Button variant="filled" leftSection={<Undo2 size={22} aria-hidden />} onClick={on.onReturn}>
          {say('follow.back')}
        </Button>,
      );
    case 'presenting':
      return bar(
        <MonitorPlay size={26} aria-hidden />,
        say('follow.self'),
        [say('follow.self.hint'), where].filter(Boolean).join(' '),
        <Button variant="outline" color="gray" loading={busy} onClick={on.onStop}>
          {say('follow.stop')}
        </Button>,
      );
    case 'free':
      return bar(
        <Presentation size={26} aria-hidden />,
        say('follow.none'),
        where || say('follow.none.hint'),
        mayPresent && (
          <Button
            variant="filled"
            loading={busy}
            leftSection={<MonitorPlay size={22} aria-hidden />}
            onClick={on.onPresent}
          >
            {say('follow.take')}
          </Button>
        ),
      );
  }
}
