import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Cabinet, startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

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
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // The pages of a paper are the file's own.
    .exclude('.pdfViewer')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes[0]?.html}`)).toEqual([]);
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('the morning of a meeting, up to its quorum, on five tablets', async ({ browser }) => {
  const cabinet = await startCabinet(template(), MORNING);
  const chair = await signIn(browser, cabinet, 'Lương Đình Khiêu', TABLET);
  const secretary = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const other = await signIn(browser, cabinet, 'Tạ Đăng Khuê', TABLET);
  const guest = await signIn(browser, cabinet, 'Viên Đức Huấn', TABLET);

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

  for (const page of [chair, secretary, member, other, guest]) await page.context().close();
  await cabinet.stop();
});
