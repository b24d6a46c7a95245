import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { agendaDraft } from '../pages/agenda-draft.js';
import { accessible, button, countSent, DESKTOP, signIn, TABLET } from '../pages/device.js';
import { reader } from '../pages/reader.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

const MEETING = 'm-2026-11-26';
const LAND = 'Dự thảo Nghị quyết của HĐND tỉnh quy định tiêu chí';
const NEWER = fileURLToPath(new URL('../../server/demo/papers/p04-du-thao-nghi-quyet-gia-dat-v2.pdf', import.meta.url));

test('members read, search and write on papers; what was opened once is there without the network', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const marked = countSent(member, '/reading@');
  const other = await signIn(browser, cabinet, 'Tạ Đăng Khuê', TABLET);
  const secretary = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const [mine, theirs] = [reader(member), reader(other)];
  const paper = (title: string) =>
    member.getByRole('main').getByRole('link').filter({ hasText: title }).filter({ hasText: 'trang' });

  // Its connection from here on is watched.
  await member.reload();

  await test.step('home says what is today and what is unread', async () => {
    await expect(member.getByRole('heading', { name: /Phiên họp UBND tỉnh thường kỳ tháng 11/ })).toBeVisible();
    await expect(member.getByText('Hôm nay, 08:00')).toBeVisible();
    await expect(member.getByRole('list', { name: 'Tài liệu chưa đọc' }).getByRole('listitem')).toHaveCount(5);
    await accessible(member, 'home');
    await member.getByRole('link', { name: /Phiên họp UBND tỉnh thường kỳ tháng 11/ }).click();
    await member.getByRole('link', { name: new RegExp(LAND) }).click();
    await expect(paper('Tờ trình đề nghị ban hành')).toContainText('Chưa đọc');
    await accessible(member, 'meeting');
  });

  await test.step('a paper is read page by page, and then it is read', async () => {
    await paper('Tờ trình đề nghị ban hành').click();
    await mine.isAt(1, 3);
    const pages = member.getByRole('navigation', { name: 'Các trang' });
    for (const pageNumber of [1, 2, 3]) {
      await mine.isAt(pageNumber, 3);
      // In view long enough, it is marked.
      await expect.poll(() => marked()).toBeGreaterThanOrEqual(pageNumber);
      if (pageNumber < 3) await mine.next.click();
    }
    await expect(pages.getByRole('button', { name: 'Trang 3' })).toHaveAttribute('aria-current', 'page');
    const width = await mine.width();
    await button(member, 'Phóng to').click();
    await expect.poll(() => mine.width()).toBeGreaterThan(width * 1.2);
    await button(member, 'Thêm: cỡ trang, ghi chú, phiên bản').click();
    await member.getByRole('menuitem', { name: 'Vừa chiều ngang' }).click();
    await expect.poll(() => mine.width()).toBeLessThan(width * 1.1);
  });

  await test.step('words are found with and without their marks', async () => {
    await mine.find('BANG GIA DAT HIEN HANH');
    await expect(member.getByText(/^1 trong \d+ kết quả$/)).toBeVisible();
    const plain = await member.getByText(/^1 trong \d+ kết quả$/).innerText();
    await mine.find('bảng giá đất hiện hành');
    await expect(member.getByText(plain, { exact: true })).toBeVisible();
    await mine.find('không có câu này');
    await expect(member.getByText('Không có kết quả')).toBeVisible();
    await accessible(member, 'reader, find');
    await button(member, 'Đóng').click();
  });

  await test.step('ink is private unless it is shared, and a shared stroke is seen when it is finished', async () => {
    await theirs.open(cabinet.url, `${MEETING}~p03~1`);
    await theirs.isAt(1, 3);
    await mine.open(cabinet.url, `${MEETING}~p03~1`);
    await mine.isAt(1, 3);
    await mine.tool('Bút').click();
    await expect(mine.layer('Cá nhân')).toHaveAttribute('aria-checked', 'true');
    await mine.draw({ x: 0.4, y: 0.3 });
    await mine.draw({ x: 0.4, y: 0.4 });
    expect(await mine.strokes()).toEqual(['Trang 1, nét xanh, cá nhân', 'Trang 1, nét xanh, cá nhân']);
    await mine.tool('Hoàn tác').click();
    expect(await mine.strokes()).toHaveLength(1);
    await mine.tool('Làm lại').click();
    expect(await mine.strokes()).toHaveLength(2);

    await mine.share();
    await accessible(member, 'reader, ink');
    await mine.press({ x: 0.4, y: 0.5 });
    // Under the pen it is nobody else's yet; and what is private never is.
    await expect(other.getByRole('button', { name: 'Trang 1', exact: true })).toBeVisible();
    await mine.lift();
    await expect(other.getByRole('button', { name: 'Trang 1, có 1 nét' })).toBeVisible();
    expect(await theirs.strokes()).toEqual(['Trang 1, nét xanh, chung, của Cao Thị Thúy Oanh']);
    await accessible(other, 'reader, a shared stroke');
    // One's own is taken back or rubbed out; others' is not.
    await mine.tool('Hoàn tác').click();
    await expect(other.getByRole('button', { name: 'Trang 1', exact: true })).toBeVisible();
    await mine.tool('Làm lại').click();
    await expect(other.getByRole('button', { name: 'Trang 1, có 1 nét' })).toBeVisible();
    await theirs.share();
    await theirs.tool('Tẩy').click();
    await theirs.draw({ x: 0.4, y: 0.5 });
    expect(await theirs.strokes()).toHaveLength(1);
    await mine.tool('Tẩy').click();
    await mine.draw({ x: 0.4, y: 0.5 });
    await expect(other.getByRole('button', { name: 'Trang 1', exact: true })).toBeVisible();
    await member.getByText('Đã lưu', { exact: true }).waitFor();
  });

  await test.step('without the network: what was opened is there, after a reload too, and ink goes on', async () => {
    await member.evaluate(() => navigator.serviceWorker.ready);
    await member.context().setOffline(true);
    await member.reload();
    await mine.isAt(1, 3);
    expect(await mine.strokes()).toHaveLength(2);
    await mine.find('bang gia dat');
    await expect(member.getByText(/^1 trong \d+ kết quả$/)).toBeVisible();
    await mine.tool('Bút').click();
    await mine.draw({ x: 0.4, y: 0.6 });
    await expect(member.getByText('Trên máy', { exact: true })).toBeVisible();
    await accessible(member, 'reader, offline');
    await button(member, 'Trở về phiên họp')
      .or(member.getByRole('link', { name: 'Trở về phiên họp' }))
      .click();
    await expect(paper('Tờ trình đề nghị ban hành').first()).toContainText('Đã đọc');
    await accessible(member, 'meeting, offline');
    await member.context().setOffline(false);
    await mine.open(cabinet.url, `${MEETING}~p03~1`);
    await expect(member.getByText('Đã lưu', { exact: true })).toBeVisible({ timeout: 40_000 });
    expect(await mine.strokes()).toHaveLength(3);
  });

  await test.step('a newer version is told of where the older is read', async () => {
    await theirs.open(cabinet.url, `${MEETING}~p04~1`);
    await theirs.isAt(1, 8);
    await secretary.goto(`${cabinet.url}/meetings/${MEETING}/agenda`);
    const agenda = agendaDraft(secretary);
    await agenda.rows.getByRole('button', { name: new RegExp(LAND) }).click();
    await agenda.papers.getByLabel(/^Phiên bản mới của Dự thảo Nghị quyết/).setInputFiles(NEWER);
    await expect(other.getByText('Đây là phiên bản 1. Đã có phiên bản 2.')).toBeVisible();
    await accessible(other, 'reader, older version');
    await other.getByRole('link', { name: 'Mở phiên bản 2' }).click();
    await expect(other).toHaveURL(/p04~2$/);
    await theirs.isAt(1, 8);
    await member.goto(`${cabinet.url}/meetings/${MEETING}`);
    await expect(member.getByText(/có bản mới/).first()).toBeVisible();
  });
  for (const page of [member, other, secretary]) await page.context().close();
  await cabinet.stop();
});
