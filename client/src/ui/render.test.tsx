import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';
import { speak } from '../i18n/say.js';
import { BigButton } from './big-button.js';
import { ConnectionChip } from './connection-chip.js';
import { QuorumStrip } from './quorum-strip.js';
import { VoteBars } from './vote-bars.js';

const html = (node: ReactNode) => renderToStaticMarkup(<MantineProvider>{node}</MantineProvider>);
const text = (node: ReactNode) =>
  html(node)
    .replace(/<style.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ');
afterEach(() => speak('vi'));

test('who does not see the quorum strip hears its numbers and the verdict', () => {
  expect(html(<QuorumStrip present={24} base={27} need={18} />)).toContain(
    'aria-label="24 trên 27 thành viên có mặt, cần 18. Đủ thành phần tiến hành"',
  );
});

test('one member too few is not quorate; exactly the need is', () => {
  expect(text(<QuorumStrip present={17} base={27} need={18} />)).toContain('Chưa đủ thành phần tiến hành');
  expect(text(<QuorumStrip present={18} base={27} need={18} />)).not.toContain('Chưa đủ');
});

test('the strip has one cell a member', () => {
  const cells = html(<QuorumStrip present={24} base={27} need={18} standIns={1} />).match(/<span class="\S*seat\S*/g);
  expect(cells).toHaveLength(27);
});

test('the bars are a table: each answer is named beside its number, and the need is said once to a reader', () => {
  const counts = { approve: 21, reject: 1, not_voting: 1, no_response: 4 };
  const said = html(<VoteBars counts={counts} base={27} need={14} />);
  expect(said).toMatch(/scope="row".*?Tán thành<\/th>.*?<td>21<\/td>/s);
  expect(said).toContain('Cần ít nhất 14</caption>');
  speak('en');
  expect(text(<VoteBars counts={counts} base={27} need={14} />)).toContain('No response');
});

test('a button that is off says why, and stays reachable by the keyboard', () => {
  const off = html(<BigButton whyNot="Chưa đủ thành phần">Đưa ra biểu quyết</BigButton>);
  expect(off).toMatch(/aria-disabled="true"[^>]*aria-describedby="([^"]+)".*id="\1"[^>]*>Chưa đủ thành phần/s);
  expect(off).not.toMatch(/<button[^>]* disabled/);
});

test('offline, the chip tells how much waits; nothing is called sent before it is', () => {
  expect(text(<ConnectionChip state="offline" waiting={3} sending={null} drafts={0} />)).toContain(
    'Ngoại tuyến · 3 chờ gửi',
  );
  expect(text(<ConnectionChip state="connected" waiting={3} sending={{ done: 2, total: 3 }} drafts={0} />)).toContain(
    'Đang gửi 2 / 3',
  );
});
