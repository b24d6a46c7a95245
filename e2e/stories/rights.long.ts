import { expect, test } from '@playwright/test';
import { accessible, button, confirm, DESKTOP, lineOf, signIn, TABLET } from '../pages/device.js';
import { draftTogether, minutes } from '../pages/minutes.js';
import { reader } from '../pages/reader.js';
import { luong } from '../support/people.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';
import { administrator } from '../support/voters.js';

const HELD = 'm-2026-11-25';
const NOVEMBER = 'm-2026-11-26';
const PAPER = `${NOVEMBER}~p03~1`;

test('a right that is taken away: what was not sent is kept and offered back, what could be read is gone', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING, { first: 'held-meetings.mjs' });
  const first = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const second = await signIn(browser, cabinet, 'Phan Tấn Lượng', TABLET);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const other = await signIn(browser, cabinet, 'Tạ Đăng Khuê', TABLET);
  const admin = await administrator(cabinet, 'ubnd-song-van');
  const [hers, his] = [minutes(first), minutes(second)];
  const [mine, theirs] = [reader(member), reader(other)];
  const [hisLine, membersLine] = [await lineOf(second), await lineOf(member)];

  await test.step('two secretaries are at the minutes of yesterday, a member draws on a paper of today', async () => {
    await draftTogether(first, second, cabinet.url, HELD);
    await his.newParagraph('Các xã bố trí người trực gác');
    await his.write('Ghi khi còn là thư ký.');
    await hers.says('Ghi khi còn là thư ký.');
    await mine.open(cabinet.url, PAPER);
    await theirs.open(cabinet.url, PAPER);
    for (const one of [mine, theirs]) await one.isAt(1, 3);
    await mine.tool('Bút').click();
    await mine.share();
    await mine.draw({ x: 0.4, y: 0.3 });
    await expect(button(other, 'Trang 1, có 1 nét')).toBeVisible();
    for (const page of [second, member]) await page.evaluate(() => navigator.serviceWorker.ready);
  });

  await test.step('his role is taken away while he is cut off: what he has not sent is kept, what he had is gone', async () => {
    await hisLine.cut();
    await his.newParagraph('Ghi khi còn là thư ký.');
    await his.write('Ghi khi vai trò đã bị thu hồi.');
    await expect(second.getByText(/^Trên máy/)).toBeVisible({ timeout: 40_000 });
    await admin.order('roster:amend', { person: { ...luong, roles: [] } });
    await hisLine.mend();
    await expect(second.getByRole('status').getByText('1 bản nháp chưa được nhận')).toBeVisible({ timeout: 40_000 });
    await expect(his.text).toHaveCount(0);
    await expect(second.getByRole('heading', { name: 'Bạn không có quyền làm việc này' })).toBeVisible();
    await accessible(second, 'minutes, no longer his');
    await second.getByRole('link', { name: /1 bản nháp chưa được nhận/ }).click();
    await expect(second.getByRole('list', { name: 'Chưa được nhận' })).toContainText('Bạn không có quyền làm việc này');
    await accessible(second, 'what was not accepted');
    // Nothing of the text is left for who looks without a line.
    await hers.newParagraph('Phát dọn xong đường băng');
    await hers.write('Không cho người ngoài biết.');
    await expect(hers.saved).toBeVisible();
    await hisLine.cut();
    await his.open(cabinet.url, HELD);
    await expect(second.getByText(/^Ngoại tuyến từ/)).toBeVisible({ timeout: 40_000 });
    await expect(his.text).toHaveCount(0);
    await hisLine.mend();
    await expect(hers.text).not.toContainText('Ghi khi vai trò đã bị thu hồi.');
  });

  await test.step('his role is given back: he puts his words in by hand, and she sees them come', async () => {
    await admin.order('roster:amend', { person: luong });
    await his.open(cabinet.url, HELD);
    await his.isReady();
    await his.openCopies();
    await expect(his.pane).toContainText('Bản nháp của bạn chưa được nhận');
    await expect(his.pane).toContainText('1 đoạn chưa có trong biên bản');
    await accessible(second, 'minutes, a draft beside the text');
    await his.insert('Ghi khi vai trò đã bị thu hồi.').click();
    await expect(his.pane).toContainText('Mọi đoạn đã có trong biên bản');
    await hers.says('Ghi khi vai trò đã bị thu hồi.');
    await button(his.pane, 'Đã xong bản này').click();
    await expect(second.getByRole('status').getByText('Đã kết nối')).toBeVisible();
    const text = await hers.content();
    await expect.poll(() => his.content()).toBe(text);
  });

  await test.step('taken away once more while he reads, the text is gone before his eyes', async () => {
    await admin.order('roster:amend', { person: { ...luong, roles: [] } });
    await expect(his.text).toHaveCount(0);
    await admin.order('roster:amend', { person: luong });
  });

  await test.step('a member is released with a stroke unsent: the paper is gone, the stroke is offered back', async () => {
    await membersLine.cut();
    await mine.draw({ x: 0.4, y: 0.6 });
    await expect(member.getByText('Trên máy', { exact: true })).toBeVisible({ timeout: 40_000 });
    await first.goto(`${cabinet.url}/meetings/${NOVEMBER}/people`);
    await button(first, 'Bỏ khỏi thành phần: Cao Thị Thúy Oanh').click();
    await confirm(first, 'Bỏ khỏi thành phần');
    await membersLine.mend();
    await expect(member.getByRole('status').getByText('1 bản nháp chưa được nhận')).toBeVisible({ timeout: 40_000 });
    await membersLine.cut();
    await member.reload();
    await expect(member.getByText('Tài liệu chưa có trên máy')).toBeVisible();
    await membersLine.mend();
    await button(first, 'Thêm người').click();
    const select = first.getByLabel('Người', { exact: true });
    const label = await select.locator('option').filter({ hasText: 'Cao Thị Thúy Oanh' }).innerText();
    await select.selectOption({ label });
    await first.getByLabel('Tư cách').selectOption({ label: 'Thành viên' });
    await button(first, 'Mời dự').click();
    await expect(button(first, 'Bỏ khỏi thành phần: Cao Thị Thúy Oanh')).toBeVisible();
    await mine.open(cabinet.url, PAPER);
    await mine.isAt(1, 3);
    await expect(member.getByText('1 nét chưa được máy chủ nhận.')).toBeVisible();
    await accessible(member, 'reader, a stroke offered back');
    await button(member, 'Đặt lại').click();
    await expect(button(other, 'Trang 1, có 2 nét')).toBeVisible();
    await expect(member.getByRole('status').getByText('Đã kết nối')).toBeVisible();
  });
  admin.close();
  for (const page of [first, second, member, other]) await page.context().close();
  await cabinet.stop();
});
