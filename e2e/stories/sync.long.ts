import { expect, type Page, test } from '@playwright/test';
import { accessible, button, DESKTOP, lineOf, signIn, TABLET } from '../pages/device.js';
import { draftTogether, minutes } from '../pages/minutes.js';
import { reader } from '../pages/reader.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

const HELD = 'm-2026-11-25';
const PAPER = 'm-2026-11-26~p03~1';
const MINUTES = `meeting/${HELD}/minutes@1`;

test('texts and ink through a cut line, a reload, a killed server and two tabs: nothing is lost, nothing is doubled', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING, { first: 'held-meetings.mjs' });
  const first = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const second = await signIn(browser, cabinet, 'Phan Tấn Lượng', TABLET);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const other = await signIn(browser, cabinet, 'Tạ Đăng Khuê', TABLET);
  const [hers, his] = [minutes(first), minutes(second)];
  const [mine, theirs] = [reader(member), reader(other)];
  const [hisLine, membersLine] = [await lineOf(second), await lineOf(member)];
  const isConnected = async (page: Page) => {
    await expect(page.getByRole('status').getByText('Đã kết nối')).toBeVisible({ timeout: 40_000 });
  };
  const same = async () => {
    await expect(his.saved).toBeVisible();
    await expect(hers.saved).toBeVisible();
    const text = await hers.content();
    await expect.poll(() => his.content()).toBe(text);
  };

  await test.step('two secretaries write the minutes of yesterday, a member on a paper of today', async () => {
    await draftTogether(first, second, cabinet.url, HELD);
    await mine.open(cabinet.url, PAPER);
    await theirs.open(cabinet.url, PAPER);
    for (const one of [mine, theirs]) await one.isAt(1, 3);
    await mine.tool('Bút').click();
    await mine.share();
    await mine.draw({ x: 0.4, y: 0.3 });
    await expect(button(other, 'Trang 1, có 1 nét')).toBeVisible();
    for (const page of [second, member]) await page.evaluate(() => navigator.serviceWorker.ready);
  });

  await test.step('the line of two is cut: both sides write on, and each says where its words are', async () => {
    for (const line of [hisLine, membersLine]) await line.cut();
    await his.newParagraph('Các xã bố trí người trực gác');
    await his.write('Ghi lúc mất mạng.');
    await hers.newParagraph('Phát dọn xong đường băng');
    await hers.write('Ghi trong phòng họp.');
    await expect(hers.saved).toBeVisible();
    await expect(second.getByText(/^Ngoại tuyến từ \d\d:\d\d\. Bạn vẫn đọc và ghi chú được\.$/)).toBeVisible({
      timeout: 40_000,
    });
    await expect(second.getByText(/^Ngoại tuyến · \d+ chờ gửi$/)).toBeVisible();
    await expect(second.getByText(/^Trên máy/)).toBeVisible();
    await expect(his.text).not.toContainText('Ghi trong phòng họp.');
    await expect(hers.text).not.toContainText('Ghi lúc mất mạng.');
    await accessible(second, 'minutes, offline');
    await mine.draw({ x: 0.4, y: 0.4 });
    await expect(member.getByText('Trên máy', { exact: true })).toBeVisible();
    await expect(button(other, 'Trang 1, có 1 nét')).toBeVisible();
  });

  await test.step('reloaded without a line, the words are there, and more are written', async () => {
    await second.reload();
    await his.says('Ghi lúc mất mạng.');
    await his.isReady();
    await his.newParagraph('Ghi lúc mất mạng.');
    await his.write('Ghi sau khi mở lại.');
    await second.getByRole('link', { name: /^Ngoại tuyến · \d+ chờ gửi/ }).click();
    await expect(second.getByRole('list', { name: 'Chờ gửi' }).getByRole('listitem')).toHaveText(
      /^Biên bản\d+ thay đổi/,
    );
    await accessible(second, 'what waits, offline');
    await second.goBack();
    await member.reload();
    await mine.isAt(1, 3);
    await expect(button(member, 'Trang 1, có 2 nét')).toBeVisible();
  });

  await test.step('the line is back: everything arrives, once', async () => {
    for (const line of [hisLine, membersLine]) await line.mend();
    await isConnected(second);
    await hers.says('Ghi lúc mất mạng.', 'Ghi sau khi mở lại.', 'Ghi trong phòng họp.');
    await his.says('Ghi lúc mất mạng.', 'Ghi sau khi mở lại.', 'Ghi trong phòng họp.');
    await same();
    await expect(button(other, 'Trang 1, có 2 nét')).toBeVisible({ timeout: 40_000 });
    expect(await theirs.strokes()).toHaveLength(2);
  });

  await test.step('the server is killed while all of them write, and nobody has to reload', async () => {
    for (const page of [first, second, member, other])
      await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    await mine.tool('Bút').click();
    await mine.share();
    await his.newParagraph('Ghi sau khi mở lại.');
    await hers.newParagraph('Ghi trong phòng họp.');
    const kill = async () => {
      await expect(his.text).toContainText('Thư ký thứ nhất ghi');
      await cabinet.kill();
      await mine.draw({ x: 0.4, y: 0.5 });
      await cabinet.restart();
    };
    await Promise.all([
      hers.write('Thư ký thứ nhất ghi trong lúc máy chủ bị ngắt điện.'),
      his.write('Thư ký thứ hai cũng ghi trong lúc máy chủ bị ngắt điện.'),
      kill(),
    ]);
    for (const page of [first, second, member]) await isConnected(page);
    for (const one of [hers, his])
      await one.says(
        'Thư ký thứ nhất ghi trong lúc máy chủ bị ngắt điện.',
        'Thư ký thứ hai cũng ghi trong lúc máy chủ bị ngắt điện.',
      );
    await same();
    await expect(button(other, 'Trang 1, có 3 nét')).toBeVisible({ timeout: 40_000 });
    expect(await theirs.strokes()).toHaveLength(3);
    for (const page of [first, second, member, other])
      expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
  });

  await test.step('two tabs of one person write at once, never under one id', async () => {
    const tab = await second.context().newPage();
    const inTab = minutes(tab);
    await inTab.open(cabinet.url, HELD);
    await inTab.isReady();
    const clocks = () => cabinet.docs(MINUTES)[MINUTES].clocks;
    const before = clocks();
    await his.newParagraph('Các xã bố trí người trực gác');
    await inTab.newParagraph('Phát dọn xong đường băng');
    await Promise.all([his.write('Ghi ở thẻ thứ nhất.'), inTab.write('Ghi ở thẻ thứ hai.')]);
    for (const one of [his, inTab, hers]) await one.says('Ghi ở thẻ thứ nhất.', 'Ghi ở thẻ thứ hai.');
    await same();
    // He alone wrote.
    expect(Object.entries(clocks()).filter(([client, clock]) => clock !== before[client])).toHaveLength(2);
    await tab.close();
  });

  for (const page of [first, second, member, other]) await page.context().close();
  await cabinet.stop();
});
