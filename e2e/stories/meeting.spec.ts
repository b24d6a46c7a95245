import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Cabinet, startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

const VERIFY = fileURLToPath(new URL('../../server/dist/verify.js', import.meta.url));
const MEETING = 'm-2026-11-26';
const TABLET = { viewport: { width: 1180, height: 820 }, hasTouch: true };
const DESKTOP = { viewport: { width: 1440, height: 900 } };

async function signIn(browser: Browser, cabinet: Cabinet, label: string, size: object): Promise<Page> {
  const page = await (await browser.newContext(size)).newPage();
  await page.goto(cabinet.link(label));
  await expect(page).not.toHaveURL(/sign-in/);
  return page;
}
/** No violation of WCAG 2.2 AA on the screen as it stands. */
async function accessible(page: Page, screen: string) {
  // And the screen stands still: its parts scroll, not itself.
  const tooTall = () =>
    [...document.querySelectorAll('html, body, #root, #root > *')]
      .filter((one) => one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0)
      .filter((one) => getComputedStyle(one).overflowY !== 'auto')
      .map((one) => `${one.tagName}.${one.className}: ${one.scrollHeight} in ${one.clientHeight}`);
  expect(await page.evaluate(tooTall), screen).toEqual([]);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // The pages of a paper are the file's own.
    .exclude('.pdfViewer')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes[0]?.html}`)).toEqual([]);
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('a meeting from check-in to the archive, on seven tablets, through a lost answer and a killed server', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING);
  const chair = await signIn(browser, cabinet, 'Lương Đình Khiêu', TABLET);
  const secretary = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const second = await signIn(browser, cabinet, 'Phan Tấn Lượng', DESKTOP);
  const clerk = await signIn(browser, cabinet, 'Hồ Thị Nhã Uyên', DESKTOP);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const other = await signIn(browser, cabinet, 'Tạ Đăng Khuê', TABLET);
  const guest = await signIn(browser, cabinet, 'Viên Đức Huấn', TABLET);
  const wall = await signIn(browser, cabinet, 'Màn hình', { viewport: { width: 1920, height: 1080 } });

  await test.step('home says what now; the papers can be read and found in', async () => {
    await expect(member.getByRole('heading', { name: /Phiên họp UBND tỉnh thường kỳ tháng 11/ })).toBeVisible();
    await accessible(member, 'home');
    await member.goto(`${cabinet.url}/papers/${MEETING}~p04~1?q=bang%20gia%20dat`);
    await expect(member.getByText('trong 24 kết quả')).toBeVisible();
    await accessible(member, 'reader');
    // A guest of item 6 is told that there is nothing for him here.
    await guest.goto(`${cabinet.url}/papers/${MEETING}~p04~1`);
    await expect(guest.getByText('Không mở được tài liệu này')).toBeVisible();
  });

  await test.step('check-in opens; the secretary records those without a tablet', async () => {
    await chair.goto(`${cabinet.url}/meetings/${MEETING}/chair`);
    await button(chair, 'Mở điểm danh').click();
    for (const page of [member, other]) {
      await page.goto(`${cabinet.url}/`);
      await button(page, 'Điểm danh và vào phòng họp').click();
      await expect(page).toHaveURL(/\/room$/);
    }
    await secretary.goto(`${cabinet.url}/meetings/${MEETING}/chair`);
    await button(secretary, 'Điểm danh').click();
    const absent = ['Lương Đình Khiêu', 'Nguyễn Hữu Đẵng', 'Phạm Thị Bích Đượm', 'Hoàng Văn Trượng', 'Lò Văn Ưởng'];
    const more = [
      'Mai Ngọc Tưởng',
      'Đinh Thị Mỹ Duệ',
      'Bùi Quang Thoại',
      'Đặng Công Trữ',
      'Trịnh Khánh Hoà',
      'Quách Thị Thuỷ',
    ];
    for (const name of [...absent, ...more]) await button(secretary, `Ghi có mặt: ${name}`).click();
    for (let left = 5; left > 0; left -= 1) {
      const next = secretary
        .getByRole('dialog')
        .getByRole('button', { name: /^Ghi có mặt: / })
        .first();
      const name = (await next.getAttribute('aria-label')) ?? '';
      await next.click();
      await expect(button(secretary, name)).toHaveCount(0);
    }
    await secretary.keyboard.press('Escape');
    await expect(chair.getByText('Đủ thành phần tiến hành')).toBeVisible();
    await accessible(chair, 'chair');
  });

  await test.step('the session opens, an item is called, and every tablet has it', async () => {
    // Pressed twice, it is one step: the item after it is not called.
    await button(chair, 'Khai mạc phiên họp').dblclick();
    await expect(button(chair, /^Gọi nội dung 1: /)).toBeVisible();
    await button(chair, /^Gọi nội dung này: Dự thảo Nghị quyết của HĐND tỉnh về kế hoạch/).click();
    await expect(member.getByText(/kế hoạch đầu tư công năm 2027/).first()).toBeVisible();
    await expect(wall.getByText(/kế hoạch đầu tư công năm 2027/).first()).toBeVisible();
    await accessible(member, 'room');
  });

  await test.step('a ballot whose answer is lost is cast once, through a killed server', async () => {
    await button(chair, 'Đưa ra biểu quyết').click();
    await button(chair, 'Mở biểu quyết').click();
    await member.getByRole('radio', { name: 'Tán thành', exact: true }).check({ force: true });
    await accessible(member, 'ballot');
    // Without a network nothing is sent, and the tablet says so; the choice stays.
    await member.context().setOffline(true);
    await expect(button(member, /Gửi phiếu: Tán thành/)).toBeDisabled();
    await member.context().setOffline(false);
    await expect(button(member, /Gửi phiếu: Tán thành/)).toBeEnabled({ timeout: 40_000 });
    // On its way the server hangs, and dies.
    cabinet.freeze();
    await button(member, /Gửi phiếu: Tán thành/).click();
    await expect(member.getByText('Đang gửi').first()).toBeVisible();
    await cabinet.kill();
    await cabinet.restart();
    await expect(member.getByText(/Đã ghi nhận/).first()).toBeVisible({ timeout: 40_000 });
    await other.getByRole('radio', { name: 'Không tán thành' }).check({ force: true });
    await button(other, /Gửi phiếu: Không tán thành/).click();
    await expect(other.getByText(/Đã ghi nhận/).first()).toBeVisible({ timeout: 40_000 });
    // The chair votes too, and has the desk again.
    await chair.getByRole('radio', { name: 'Tán thành', exact: true }).check({ force: true });
    await button(chair, /Gửi phiếu: Tán thành/).click();
    await button(chair, 'Trở lại tài liệu').click();
    await expect(chair.getByText('3 / 18 thành viên có mặt đã biểu quyết')).toBeVisible({ timeout: 40_000 });
  });

  await test.step('the result explains itself on every tablet', async () => {
    await button(chair, /^Đóng biểu quyết, còn 15/).click();
    await chair
      .getByRole('dialog')
      .getByRole('button', { name: /^Đóng biểu quyết/ })
      .click();
    await button(chair, 'Công bố kết quả').click();
    await expect(member.getByText('Không thông qua').first()).toBeVisible();
    await expect(member.getByText(/Cần ít nhất 14/).first()).toBeVisible();
    await expect(wall.getByText('Không thông qua').first()).toBeVisible();
    await accessible(wall, 'display');
  });

  await test.step('the item is concluded, and its task is at once with who leads it', async () => {
    await button(chair, /^Kết luận: Dự thảo Nghị quyết của HĐND tỉnh về kế hoạch/).click();
    await chair.getByLabel('Nội dung kết luận').fill('Không thông qua; giao hoàn thiện, trình lại.');
    await button(chair, 'Thêm nhiệm vụ').click();
    await chair.getByLabel('Việc phải làm').fill('Hoàn thiện kế hoạch đầu tư công năm 2027');
    await chair.getByLabel('Người chịu trách nhiệm').selectOption({ label: 'Cao Thị Thúy Oanh' });
    await chair.getByLabel('Sản phẩm').fill('Tờ trình');
    await chair.getByLabel('Thời hạn').fill('2026-12-05');
    await button(chair, 'Ghi kết luận').click();
    await expect(chair.getByRole('dialog')).toHaveCount(0);
    await member.goto(`${cabinet.url}/tasks`);
    await expect(member.getByText('Hoàn thiện kế hoạch đầu tư công năm 2027')).toBeVisible();
    await accessible(member, 'tasks');
  });

  await test.step('the archive is searched without marks, and a guest finds less', async () => {
    await secretary.goto(`${cabinet.url}/archive?q=duong%20vanh%20dai`);
    await expect(secretary.getByRole('main').getByText(/kết quả trong phạm vi bạn được xem/)).toBeVisible();
    await expect(secretary.locator('mark').first()).toBeVisible();
    await accessible(secretary, 'archive');
    await guest.goto(`${cabinet.url}/archive?q=duong%20vanh%20dai`);
    await expect(guest.getByText('Không tìm thấy “duong vanh dai”')).toBeVisible();
  });

  await test.step('the session closes early; what is left is deferred, each with its reason', async () => {
    await button(chair, 'Bước khác').click();
    await chair.getByRole('menuitem', { name: 'Bế mạc phiên họp' }).click();
    await expect(chair.getByRole('dialog')).toContainText('chưa có kết luận');
    await chair.getByRole('dialog').getByRole('button', { name: 'Bế mạc phiên họp' }).click();
    const next = button(chair, /^(Để lại hoặc rút: |Xem biên bản)/);
    await expect(next).toBeVisible();
    for (let told = ''; ; ) {
      await expect(next).not.toHaveText(told);
      told = await next.innerText();
      if (told === 'Xem biên bản') break;
      await next.click();
      await chair.getByLabel('Lý do').fill('Hết giờ, chuyển sang phiên sau.');
      await button(chair, 'Ghi kết luận').click();
      await expect(chair.getByRole('dialog')).toHaveCount(0);
    }
    await expect(wall.getByText('Phiên họp đã kết thúc')).toBeVisible();
  });

  await test.step('minutes write themselves, are approved by both, numbered, issued and archived', async () => {
    await second.goto(`${cabinet.url}/meetings/${MEETING}/minutes`);
    await button(second, 'Lập dự thảo từ sổ sự kiện').click();
    const text = second.getByRole('textbox', { name: 'Văn bản biên bản' });
    await expect(text).toContainText('giao hoàn thiện, trình lại', { timeout: 40_000 });
    await expect(text).toContainText('Hoàn thiện kế hoạch đầu tư công năm 2027');
    await accessible(second, 'minutes');
    await button(second, 'Gửi lấy ý kiến').click();
    await chair.goto(`${cabinet.url}/meetings/${MEETING}/minutes`);
    for (const page of [second, chair]) {
      await button(page, 'Thông qua biên bản').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Thông qua biên bản' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await clerk.goto(`${cabinet.url}/meetings/${MEETING}/minutes`);
    await button(clerk, 'Cấp số và ban hành').click();
    await button(clerk, 'Đưa vào lưu trữ').click({ timeout: 60_000 });
    await clerk.getByRole('dialog').getByRole('button', { name: 'Đưa vào lưu trữ' }).click();
    await expect(second.getByRole('link', { name: 'Tải gói hồ sơ' })).toBeVisible({ timeout: 60_000 });
    const pdf = await second.request.get(`${cabinet.url}/api/meetings/${MEETING}/minutes.pdf`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  await test.step('the package proves itself without this server', async () => {
    const answer = await second.request.get(`${cabinet.url}/api/meetings/${MEETING}/package`);
    expect(answer.status()).toBe(200);
    const file = join(cabinet.dataDir, 'package.zip');
    await writeFile(file, await answer.body());
    const { status, stdout } = spawnSync(process.execPath, [VERIFY, file], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.any(String)]);
    await clerk.goto(`${cabinet.url}/meetings`);
    await expect(clerk.getByText('Đã lưu trữ').first()).toBeVisible();
    await accessible(clerk, 'meetings');
  });
  for (const page of [chair, secretary, second, clerk, member, other, guest, wall]) await page.context().close();
  await cabinet.stop();
});
