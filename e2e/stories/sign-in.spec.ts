import { expect, test } from '@playwright/test';
import { accessible, button, DESKTOP, signIn, TABLET } from '../pages/device.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

const PASSWORD = 'mười hai ký tự trở lên';
const NAME = 'huong.nt';

/** What a device keeps of a person: databases, caches, its own storage. */
const kept = async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: (await caches.keys()).filter((name) => !name.includes('precache')),
  storage: Object.keys(localStorage),
});

test('sign in by name, password and QR code; a lost tablet is sent out; signing out leaves nothing behind', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING);
  const desktop = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const tablet = await (await browser.newContext(TABLET)).newPage();

  await test.step('who came in by a link sets a password', async () => {
    await desktop.goto(`${cabinet.url}/account`);
    await desktop.getByLabel('Tên đăng nhập').fill(NAME);
    await desktop.getByLabel('Mật khẩu mới').fill('ngắn');
    await button(desktop, 'Đặt mật khẩu').click();
    await expect(desktop.getByRole('alert').filter({ hasText: 'ký tự' })).toBeVisible();
    await desktop.getByLabel('Mật khẩu mới').fill(PASSWORD);
    await button(desktop, 'Đặt mật khẩu').click();
    await expect(desktop.getByText('Đã đổi mật khẩu.').first()).toBeVisible();
    await accessible(desktop, 'account');
  });

  await test.step('signing out ends it; name and password open it again, and a wrong one says how many tries are left', async () => {
    await button(desktop, 'Đăng xuất').first().click();
    await expect(desktop.getByRole('heading', { name: 'Đăng nhập', exact: true })).toBeVisible();
    await accessible(desktop, 'sign-in');
    await desktop.getByLabel('Tên đăng nhập').fill(NAME);
    await desktop.getByRole('textbox', { name: 'Mật khẩu' }).fill('không phải mật khẩu');
    await desktop.keyboard.press('Enter');
    await expect(desktop.getByText(/Mật khẩu chưa đúng\. Còn \d+ lần thử\./)).toBeVisible();
    await expect(desktop.getByRole('textbox', { name: 'Mật khẩu' })).toBeFocused();
    await desktop.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
    await desktop.keyboard.press('Enter');
    await expect(desktop.getByRole('heading', { name: /Phiên họp UBND tỉnh thường kỳ tháng 11/ })).toBeVisible();
  });

  await test.step('the desktop shows a QR code; the tablet is let in after its four digits were compared', async () => {
    await desktop.goto(`${cabinet.url}/account`);
    const shown = desktop.waitForResponse((one) => one.url().endsWith('/api/identity/qr'));
    await button(desktop, 'Hiện mã QR').click();
    const { url } = (await (await shown).json()) as { url: string };
    await expect(desktop.getByRole('img', { name: 'Mã QR đăng nhập' })).toBeVisible();
    // What the camera reads; the secret stands after the #, and does not stay in the address.
    await tablet.goto(url);
    const digits = tablet.getByRole('status', { name: /^Mã kiểm tra/ });
    await expect(digits).toHaveText(/^\d{4}$/);
    await expect(tablet).not.toHaveURL(/#/);
    await accessible(tablet, 'QR, tablet');
    await expect(desktop.getByText(await digits.innerText(), { exact: true })).toBeVisible();
    await accessible(desktop, 'QR, desktop');
    await button(desktop, 'Đúng, cho đăng nhập').click();
    await expect(tablet.getByRole('heading', { name: /Phiên họp UBND tỉnh thường kỳ tháng 11/ })).toBeVisible();
    await expect(desktop.getByText('Máy tính bảng đã đăng nhập.')).toBeVisible();
  });

  await test.step('a tablet that was lost is sent out from the desktop, at once and with all that it kept', async () => {
    await tablet.goto(`${cabinet.url}/papers/m-2026-11-26~p03~1`);
    await expect(tablet.getByText('Trang 1 trên 3', { exact: true })).toBeAttached();
    expect((await tablet.evaluate(kept)).databases).not.toEqual([]);
    await desktop.reload();
    const sessions = desktop.getByRole('list', { name: 'Thiết bị đang đăng nhập' });
    await expect(sessions.getByRole('listitem')).toHaveCount(2);
    await expect(sessions.getByText('bằng mã QR')).toBeVisible();
    await sessions.getByRole('button', { name: /^Đăng xuất máy này: / }).click();
    await accessible(desktop, 'revoking');
    await button(desktop.getByRole('dialog'), 'Đăng xuất máy này').click();
    await expect(tablet.getByRole('heading', { name: 'Đăng nhập', exact: true })).toBeVisible();
    await expect(sessions.getByRole('listitem')).toHaveCount(1);
    await expect.poll(async () => (await tablet.evaluate(kept)).databases).toEqual([]);
    const refused = await tablet.request.get(`${cabinet.url}/api/papers/m-2026-11-26~p03~1/file`);
    expect(refused.ok()).toBe(false);
  });

  await test.step('a link whose answer was lost can be tried again on the tablet that used it, and on no other', async () => {
    const late = await (await browser.newContext(TABLET)).newPage();
    const link = cabinet.link('Tạ Đăng Khuê');
    await late.route(
      '**/api/identity/link',
      async (route) => {
        // The server has heard it; what it says does not arrive.
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await late.goto(link);
    await expect(late.getByText('Máy chủ chưa trả lời. Thử lại ngay khi có mạng.')).toBeVisible();
    await accessible(late, 'link without an answer');
    await button(late, 'Thử lại').click();
    await expect(late.getByRole('heading', { name: /Phiên họp UBND tỉnh thường kỳ tháng 11/ })).toBeVisible();
    await tablet.goto(link);
    await expect(tablet.getByText('Liên kết đã dùng hoặc đã hết hạn. Xin liên kết mới.')).toBeVisible();
    await expect(button(tablet, 'Thử lại')).toHaveCount(0);
    await late.context().close();
  });

  await test.step('signing out wipes what the device kept', async () => {
    await desktop.goto(`${cabinet.url}/papers/m-2026-11-26~p03~1`);
    await expect(desktop.getByText('Trang 1 trên 3', { exact: true })).toBeAttached();
    await desktop.goto(`${cabinet.url}/account`);
    expect(await desktop.evaluate(kept)).not.toMatchObject({ databases: [] });
    await button(desktop, 'Đăng xuất').first().click();
    await expect(desktop.getByRole('heading', { name: 'Đăng nhập', exact: true })).toBeVisible();
    await expect.poll(() => desktop.evaluate(kept)).toMatchObject({ databases: [], caches: [] });
  });
  for (const page of [desktop, tablet]) await page.context().close();
  await cabinet.stop();
});
