import { expect, test } from '@playwright/test';
import { accessible, button, DESKTOP, lineOf, signIn, signInAgain, TABLET } from '../pages/device.js';
import { draftTogether, minutes } from '../pages/minutes.js';
import { reader } from '../pages/reader.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

const HELD = 'm-2026-11-25';
const PAPER = 'm-2026-11-26~p03~1';

test('a server restored from an older backup: what it lost is kept as rescue copies, and put in by hand', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING, { first: 'held-meetings.mjs' });
  const first = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const second = await signIn(browser, cabinet, 'Phan Tấn Lượng', TABLET);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const hisLine = await lineOf(second);
  const [hers, his] = [minutes(first), minutes(second)];
  const mine = reader(member);

  const backup = await test.step('a backup is made while the minutes are written', async () => {
    await draftTogether(first, second, cabinet.url, HELD);
    await his.newParagraph('Các xã bố trí người trực gác');
    await his.write('Có trong bản sao lưu.');
    await hers.says('Có trong bản sao lưu.');
    await mine.open(cabinet.url, PAPER);
    await mine.isAt(1, 3);
    await mine.tool('Bút').click();
    await mine.draw({ x: 0.4, y: 0.3 });
    await member.getByText('Đã lưu', { exact: true }).waitFor();
    return cabinet.backUp();
  });

  await test.step('after it, more is written, drawn and acknowledged, and some is not sent yet', async () => {
    await his.newParagraph('Có trong bản sao lưu.');
    await his.write('Ghi sau bản sao lưu.');
    await hers.says('Ghi sau bản sao lưu.');
    await expect(his.saved).toBeVisible();
    await mine.draw({ x: 0.4, y: 0.4 });
    await mine.draw({ x: 0.4, y: 0.5 });
    await member.getByText('Đã lưu', { exact: true }).waitFor();
    await hisLine.cut();
    await his.newParagraph('Ghi sau bản sao lưu.');
    await his.write('Chưa kịp gửi.');
    await expect(second.getByText(/^Trên máy/)).toBeVisible({ timeout: 40_000 });
  });

  await test.step('the server is lost and restored; everybody signs in again, and nothing on the tablets is lost', async () => {
    await cabinet.kill();
    cabinet.restore(backup);
    await cabinet.restart();
    await hisLine.mend();
    for (const page of [first, second, member]) await expect(page).toHaveURL(/sign-in/, { timeout: 40_000 });
    await signInAgain(second, cabinet, 'Phan Tấn Lượng');
    await his.open(cabinet.url, HELD);
    // The text is the server's, nothing of a copy reaches it by itself.
    await his.says('Có trong bản sao lưu.');
    await his.isReady();
    await expect(his.text).not.toContainText('Ghi sau bản sao lưu.');
    await expect(button(second, 'Bản cứu (1)')).toBeVisible();
  });

  await test.step('the first secretary sees his copy beside the text, and puts a paragraph in; he sees it come', async () => {
    await signInAgain(first, cabinet, 'Nguyễn Thị Hường');
    await hers.open(cabinet.url, HELD);
    await hers.isReady();
    // His and her own: first on her tablet, and then at the server.
    await expect(button(first, 'Bản cứu (2)')).toBeVisible();
    await expect(first.getByRole('status').getByText('Đã kết nối')).toBeVisible();
    await expect(button(first, 'Bản cứu (2)')).toBeVisible();
    await hers.openCopies();
    await accessible(first, 'minutes, list of rescue copies');
    await button(hers.pane, /^Xem: Phan Tấn Lượng/).click();
    await expect(hers.pane).toContainText('Máy chủ vừa được khôi phục từ bản sao lưu cũ hơn');
    await expect(hers.pane).toContainText('2 đoạn chưa có trong biên bản');
    await expect(hers.pane).toContainText('Các xã bố trí người trực gác');
    await accessible(first, 'minutes, a rescue copy beside the text');
    await hers.insert('Ghi sau bản sao lưu.').click();
    await his.says('Ghi sau bản sao lưu.');
    await hers.insert('Chưa kịp gửi.').click();
    await his.says('Chưa kịp gửi.');
    await expect(hers.pane).toContainText('Mọi đoạn đã có trong biên bản');
    await button(hers.pane, 'Đã xong bản này').click();
    // The only one left is her own.
    await expect(hers.pane).toContainText('Nguyễn Thị Hường');
    await expect(hers.pane).toContainText('Mọi đoạn đã có trong biên bản');
    await button(hers.pane, 'Đã xong bản này').click();
    await expect(hers.pane).toContainText('Không còn bản cứu nào chờ');
    await expect(button(second, /^Bản cứu/)).toHaveCount(0);
    const text = await hers.content();
    await expect.poll(() => his.content()).toBe(text);
  });

  await test.step('her strokes are offered back where she drew them', async () => {
    await signInAgain(member, cabinet, 'Cao Thị Thúy Oanh');
    await mine.open(cabinet.url, PAPER);
    await mine.isAt(1, 3);
    await expect(member.getByText('2 nét chưa được máy chủ nhận.')).toBeVisible();
    expect(await mine.strokes()).toHaveLength(1);
    await button(member, 'Đặt lại').click();
    await expect(button(member, 'Trang 1, có 3 nét')).toBeVisible();
    await expect(member.getByRole('status').getByText('Đã kết nối')).toBeVisible();
    await member.getByText('Đã lưu', { exact: true }).waitFor();
  });
  for (const page of [first, second, member]) await page.context().close();
  await cabinet.stop();
});
