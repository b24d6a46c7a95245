import { expect, test } from '@playwright/test';
import { agendaDraft, fillMeeting } from '../pages/agenda-draft.js';
import { accessible, button, confirm, DESKTOP, lineOf, signIn, TABLET } from '../pages/device.js';
import { draftTogether, minutes } from '../pages/minutes.js';
import { luong } from '../support/people.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';
import { administrator } from '../support/voters.js';

const HELD = 'm-2026-11-25';

test('written while cut off, too late to be taken: minutes approved meanwhile keep their words, and so does the writer', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING, { first: 'held-meetings.mjs' });
  const first = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const second = await signIn(browser, cabinet, 'Phan Tấn Lượng', TABLET);
  const chair = await signIn(browser, cabinet, 'Lương Đình Khiêu', TABLET);
  const [hers, his] = [minutes(first), minutes(second)];
  const line = await lineOf(second);
  const untaken = second.getByRole('status').getByText('1 bản nháp chưa được nhận');
  const alert = second.getByRole('alert').filter({ hasText: /./ });

  const approved =
    await test.step('he is cut off and writes on; the minutes are approved by both without him', async () => {
      await draftTogether(first, second, cabinet.url, HELD);
      await line.cut();
      await his.newParagraph('Các xã bố trí người trực gác');
      await his.write('Ghi khi biên bản đã thông qua.');
      await expect(second.getByText(/^Trên máy/)).toBeVisible({ timeout: 40_000 });
      await button(first, 'Gửi lấy ý kiến').click();
      await minutes(chair).open(cabinet.url, HELD);
      for (const page of [first, chair]) {
        await button(page, 'Thông qua biên bản').click();
        await confirm(page, 'Thông qua biên bản');
      }
      await expect(hers.tools).toHaveCount(0);
      return hers.content();
    });

  await test.step('back again he reads what was approved, and his words lie beside it, to be read and not put in', async () => {
    await line.mend();
    await expect(untaken).toBeVisible({ timeout: 40_000 });
    await expect(alert).toContainText('Biên bản đã chốt trước khi đoạn bạn gõ tới máy chủ.');
    await expect(second.getByText('Chỉ đọc')).toBeVisible();
    await expect(his.tools).toHaveCount(0);
    await expect.poll(() => his.content()).toBe(approved);
    await button(alert, 'Xem').click();
    await expect(his.pane).toContainText('đoạn chưa có trong biên bản');
    await expect(his.pane).toContainText('Ghi khi biên bản đã thông qua.');
    await expect(his.insert('')).toHaveCount(0);
    await accessible(second, 'approved minutes, a draft beside them');
    await second.reload();
    await expect(untaken).toBeVisible();
    await his.openCopies();
    await expect(his.pane).toContainText('Ghi khi biên bản đã thông qua.');
    await button(his.pane, 'Đã xong bản này').click();
    await expect(second.getByRole('status').getByText('Đã kết nối')).toBeVisible();
    expect(await hers.content()).toBe(approved);
  });

  const admin = await administrator(cabinet, 'ubnd-song-van');
  const [herDraft, hisDraft] = [agendaDraft(first), agendaDraft(second)];

  await test.step('he is cut off at an agenda and writes on; his role is taken away meanwhile', async () => {
    await first.goto(`${cabinet.url}/meetings/new`);
    await fillMeeting(first, { title: 'Phiên họp chuyên đề về rà soát quy hoạch', number: '24' });
    await button(first, 'Tạo và soạn chương trình').click();
    await herDraft.add({ title: 'Rà soát quy hoạch', minutes: 40, way: 'Thảo luận' });
    await expect(first.getByText(/^Dự thảo · Đã lưu/)).toBeVisible();
    await second.goto(first.url());
    await hisDraft.choose('Rà soát quy hoạch');
    await expect(hisDraft.name).toBeEditable();
    await line.cut();
    await hisDraft.fill({ title: 'Rà soát quy hoạch đô thị', minutes: 45 });
    await expect(second.getByText('Dự thảo · Trên máy, chờ kết nối')).toBeVisible({ timeout: 40_000 });
    await admin.order('roster:amend', { person: { ...luong, roles: [] } });
    await line.mend();
    await expect(untaken).toBeVisible({ timeout: 40_000 });
    await expect(hisDraft.name).toHaveCount(0);
    await expect.poll(() => herDraft.titles()).toEqual(['Rà soát quy hoạch']);
  });

  await test.step('his role is given back: he puts back each of them by hand, and she sees them come', async () => {
    await admin.order('roster:amend', { person: luong });
    await second.goto(first.url());
    await button(alert, 'Xem').click();
    await expect(second.getByRole('heading', { name: 'Phần chưa được nhận' })).toBeVisible();
    await expect(second.getByText('Bạn đã ghi: 45')).toBeVisible();
    await accessible(second, 'agenda, what was not taken');
    await button(second, /^Đặt lại: Rà soát quy hoạch đô thị, Tên/).click();
    await expect.poll(() => herDraft.titles()).toEqual(['Rà soát quy hoạch đô thị']);
    await button(second, /^Đặt lại: Rà soát quy hoạch đô thị, Số phút/).click();
    await expect(second.getByText('Không có gì khác với bản đang soạn')).toBeVisible();
    await herDraft.choose('Rà soát quy hoạch đô thị');
    await expect(first.getByLabel('Số phút')).toHaveValue('45');
    await button(second, 'Đã xong bản này').click();
    await expect(second.getByRole('status').getByText('Đã kết nối')).toBeVisible();
  });
  admin.close();
  for (const page of [first, second, chair]) await page.context().close();
  await cabinet.stop();
});
