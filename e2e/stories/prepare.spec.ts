import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { agendaDraft, fillMeeting } from '../pages/agenda-draft.js';
import { accessible, button, confirm, DESKTOP, signIn, TABLET } from '../pages/device.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

const demo = (name: string) => fileURLToPath(new URL(`../../server/demo/papers/${name}`, import.meta.url));
const corpus = (name: string) => fileURLToPath(new URL(`../corpus/pdf/${name}`, import.meta.url));
const TITLE = 'Phiên họp chuyên đề về rà soát quy hoạch';
const WASTE = 'Phương án xử lý chất thải rắn sinh hoạt';
const LAND = 'Bảng giá đất năm 2027';
const OTHER = 'Nội dung khác';

test('a meeting is prepared by two secretaries at once: people, agenda, papers, and published as seen', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING);
  const first = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const second = await signIn(browser, cabinet, 'Phan Tấn Lượng', TABLET);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const guest = await signIn(browser, cabinet, 'Viên Đức Huấn', TABLET);
  const mine = agendaDraft(first);
  const theirs = agendaDraft(second);

  await test.step('a meeting is created; what is missing is said at its field', async () => {
    await button(first, 'Tạo phiên họp')
      .or(first.getByRole('link', { name: 'Tạo phiên họp' }))
      .first()
      .click();
    await button(first, 'Tạo và soạn chương trình').click();
    await expect(first.getByText('Nhập tên phiên họp')).toBeVisible();
    await fillMeeting(first, { title: TITLE, number: '21' });
    await expect(first.getByLabel('Bộ quy tắc')).toBeEnabled();
    await accessible(first, 'new meeting');
    await button(first, 'Tạo và soạn chương trình').click();
    await expect(first).toHaveURL(/\/agenda$/);
  });
  const meeting = first.url().replace(/\/agenda$/, '');

  await test.step('the other secretary finds it and is seen; both write in one line and lose nothing', async () => {
    await mine.add({ title: WASTE, presenter: 'Cao Thị Thúy Oanh', minutes: 40, way: 'Biểu quyết' });
    await mine.add({ title: OTHER, minutes: 10, way: 'Thảo luận' });
    await mine.add({ title: LAND, presenter: 'Bùi Quang Thoại', minutes: 30, way: 'Biểu quyết' });
    await second.goto(`${cabinet.url}/`);
    await second.getByRole('list', { name: 'Đang chuẩn bị' }).getByRole('link', { name: TITLE }).click();
    await expect(theirs.rows).toHaveCount(3);
    await expect(first.getByText('Đang cùng soạn: Phan Tấn Lượng')).toBeVisible();
    await theirs.choose(LAND);
    await mine.choose(LAND);
    await expect(theirs.rows.filter({ hasText: LAND })).toContainText('Nguyễn Thị Hường đang sửa');
    await accessible(second, 'agenda draft, two at it');
    await mine.name.press('Home');
    await theirs.name.press('End');
    await Promise.all([
      mine.name.pressSequentially('Thông qua ', { delay: 20 }),
      theirs.name.pressSequentially(' và phụ lục', { delay: 20 }),
    ]);
    for (const one of [mine, theirs]) await expect(one.name).toHaveValue(`Thông qua ${LAND} và phụ lục`);
    await expect(first.getByText(/^Dự thảo · Đã lưu/)).toBeVisible();
  });

  await test.step('the order is changed by dragging, by buttons and by keyboard', async () => {
    const grip = button(first, `Kéo để xếp lại: Thông qua ${LAND} và phụ lục`);
    const from = await grip.boundingBox();
    const to = await mine.rows.first().boundingBox();
    if (!from || !to) throw new Error('nothing to drag');
    await first.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await first.mouse.down();
    await first.mouse.move(from.x + from.width / 2, from.y - 20, { steps: 4 });
    await first.mouse.move(from.x + from.width / 2, to.y + 4, { steps: 8 });
    await first.mouse.up();
    const dragged = [`Thông qua ${LAND} và phụ lục`, WASTE, OTHER];
    await expect.poll(() => theirs.titles()).toEqual(dragged);
    await button(second, `Đưa lên: ${WASTE}`).tap();
    await expect.poll(() => mine.titles()).toEqual([dragged[1], dragged[0], dragged[2]]);
    await button(first, `Kéo để xếp lại: ${WASTE}`).focus();
    await first.keyboard.press('Space');
    await expect(first.getByText(`Đã nhấc ${WASTE}, vị trí 1 trên 3.`)).toBeAttached();
    await first.keyboard.press('ArrowDown');
    await expect(first.getByText(`${WASTE}, vị trí 2 trên 3.`)).toBeAttached();
    await first.keyboard.press('Space');
    await expect.poll(() => theirs.titles()).toEqual(dragged);
  });

  await test.step('papers: several dropped at once, refusals that say what to do, one stopped, a new version', async () => {
    await mine.choose(WASTE);
    await mine.drop([
      demo('p12-to-trinh-xu-ly-rac.pdf'),
      demo('p17-phieu-dang-ky-phat-bieu-javascript.pdf'),
      demo('p18-bao-cao-vneid-tep-dinh-kem.pdf'),
      demo('p19-to-trinh-bi-cat-ngang.pdf'),
      demo('p20-tep-rong.pdf'),
      demo('p21-docx-doi-ten.pdf'),
      corpus('annotation-link-text-popup.pdf'),
    ]);
    await expect(mine.paper('p12-to-trinh-xu-ly-rac')).toContainText('3 trang · phiên bản 1 · đã kiểm tra');
    await expect(mine.paper('p17-')).toContainText('Tệp có mã chạy kèm theo. In lại thành PDF rồi tải lên.');
    await expect(mine.paper('p18-')).toContainText('Tệp có tệp khác đính kèm bên trong.');
    await expect(mine.paper('p19-')).toContainText('Tệp bị hỏng hoặc tải lên dở dang.');
    await expect(mine.paper('p20-')).toContainText('Tệp rỗng. Chọn lại tệp.');
    await expect(mine.paper('p21-')).toContainText('Lưu thành PDF rồi tải lên.');
    await expect(mine.paper('annotation-link-text-popup')).toContainText('phiên bản 1');
    await accessible(first, 'agenda draft, papers refused');
    for (const one of ['p17-', 'p18-', 'p19-', 'p20-', 'p21-'])
      await mine.paper(one).getByRole('button', { name: /^Bỏ / }).click();
    // The other secretary has what was taken, and nothing of what was not.
    await theirs.choose(WASTE);
    await expect(theirs.papers.getByRole('listitem')).toHaveCount(2);

    // On a slow line the upload shows how far it is, and can be stopped.
    const line = await first.context().newCDPSession(first);
    const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 60_000 };
    await line.send('Network.emulateNetworkConditions', slow);
    await mine.upload(demo('p05-phu-luc-bang-gia-dat.pdf'));
    await expect(mine.paper('p05-')).toContainText(/Đang tải lên [1-9]\d? %/);
    await button(first, /^Dừng tải p05-/).click();
    await expect(mine.paper('p05-')).toHaveCount(0);
    await line.send('Network.emulateNetworkConditions', { ...slow, latency: 0, uploadThroughput: -1 });

    await mine.choose('Thông qua');
    await mine.upload(demo('p04-du-thao-nghi-quyet-gia-dat-v1.pdf'));
    await expect(mine.paper('p04-')).toContainText('8 trang · phiên bản 1');
    await mine.papers
      .getByLabel(/^Phiên bản mới của p04-/)
      .setInputFiles(demo('p04-du-thao-nghi-quyet-gia-dat-v2.pdf'));
    await expect(mine.papers.getByText('8 trang · phiên bản 2 · đã kiểm tra')).toBeVisible();
    await button(first, /^Thao tác với p04-/).click();
    await first.getByRole('menuitem', { name: 'Đổi tên tài liệu' }).click();
    await first.getByRole('dialog').getByLabel('Tên tài liệu').fill('Dự thảo Nghị quyết về Bảng giá đất');
    await confirm(first, 'Lưu thay đổi');
    await expect(mine.paper('Dự thảo Nghị quyết về Bảng giá đất')).toBeVisible();
  });

  await test.step('people: all members are called; one is away, a substitute and a guest of one item come', async () => {
    await second.goto(`${meeting}/people`);
    await expect(second.getByText('27 thành viên').first()).toBeVisible();
    await button(second, 'Bỏ khỏi thành phần: Vũ Xuân Quýnh').click();
    await confirm(second, 'Bỏ khỏi thành phần');
    await expect(second.getByText('26 thành viên').first()).toBeVisible();
    await button(second, 'Ghi vắng có lý do: Ngô Trường Sỹ').click();
    await second.getByRole('dialog').getByLabel('Lý do vắng').fill('Đi công tác');
    await confirm(second, 'Ghi vắng có lý do');
    const call = async (name: RegExp) => {
      await button(second, 'Thêm người').click();
      const select = second.getByLabel('Người', { exact: true });
      const label = await select.locator('option').filter({ hasText: name }).innerText();
      await select.selectOption({ label });
    };
    // Whom a substitute stands for is known from the roster.
    await call(/^Tô Thị Ngọc Lựu/);
    await expect(second.getByLabel('Dự thay cho')).toHaveValue('p-sy');
    await button(second, 'Mời dự').click();
    const people = second.getByRole('list', { name: 'Thành phần dự họp' });
    await expect(people.getByText('dự thay Ngô Trường Sỹ')).toBeVisible();
    await call(/^Viên Đức Huấn/);
    await second.getByLabel(new RegExp(WASTE)).check({ force: true });
    await accessible(second, 'people');
    await button(second, 'Mời dự').click();
    const called = people.getByRole('listitem').filter({ hasText: 'Viên Đức Huấn' });
    await expect(called).toContainText(WASTE);
    // An item that is made the members' own shuts out who was called for it: the secretary is told at once.
    const attending = first.getByLabel('Ai được dự');
    await mine.choose(WASTE);
    await attending.selectOption({ label: 'Chỉ thành viên' });
    await expect(second.getByText('Được mời vào nội dung chỉ dành cho thành viên: Viên Đức Huấn')).toBeVisible();
    await expect(called).toContainText('Chỉ thành viên');
    await accessible(second, 'people, a guest shut out');
    await attending.selectOption({ label: 'Mọi người được mời' });
    await expect(called).not.toContainText('Chỉ thành viên');
  });

  await test.step('what must be fixed bars publishing and leads to its place', async () => {
    await second.goto(`${meeting}/agenda`);
    await theirs.choose(OTHER);
    await second.getByRole('radiogroup', { name: 'Cách làm' }).getByText('Biểu quyết', { exact: true }).click();
    // What is checked is the draft as it is when the check is opened.
    await expect(mine.rows.nth(2)).toContainText('Biểu quyết');
    await mine.check();
    await expect(first.getByText('Nội dung 3: Biểu quyết mà chưa có tài liệu')).toBeVisible();
    await expect(mine.publish).toHaveAccessibleDescription(/Chưa phát hành được: còn \d điều phải sửa/);
    await expect(mine.publish).toBeDisabled();
    await accessible(first, 'check');
    await button(first, 'Tới mục: Nội dung 3').first().click();
    await first.getByRole('radiogroup', { name: 'Cách làm' }).getByText('Thảo luận', { exact: true }).click();
  });

  await test.step('what was not seen is not published', async () => {
    await mine.check();
    await expect(mine.publish).toHaveText('Phát hành cho 26 thành viên');
    // An item that nobody presents is published for a reason.
    await expect(mine.publish).toHaveAccessibleDescription('Cần ghi lý do');
    await first.getByLabel('Lý do (ghi vào sổ)').fill('Chủ tọa nêu tại phiên họp.');
    await expect(mine.publish).toBeEnabled();
    await theirs.name.fill('Nội dung khác do chủ tọa nêu');
    await expect(first.getByText('Dự thảo đã đổi sau khi bạn mở bảng kiểm tra.')).toBeVisible();
    await mine.publish.click();
    const dialog = first.getByRole('dialog', { name: 'Chưa phát hành được' });
    await expect(dialog).toBeVisible();
    await accessible(first, 'changed meanwhile');
    await button(dialog, 'Xem bản mới').click();
    await expect(dialog).toHaveCount(0);
    await mine.publish.click();
    await expect(first.getByText(/^Đã phát hành lúc/)).toBeVisible();
    await expect(second.getByText(/^Đã phát hành lúc/)).toBeVisible();
    await accessible(first, 'published agenda');
  });

  await test.step('members have it at once; the guest has his item alone', async () => {
    await expect(member.getByRole('list', { name: 'Sắp tới' }).getByRole('link', { name: TITLE })).toBeVisible();
    await member.goto(meeting);
    await expect(member.getByText('Nội dung khác do chủ tọa nêu').first()).toBeVisible();
    await member.getByRole('link', { name: new RegExp(LAND) }).click();
    await expect(member.getByText('Dự thảo Nghị quyết về Bảng giá đất').first()).toBeVisible();
    await accessible(member, 'meeting');
    await guest.goto(meeting);
    await expect(guest.getByText(WASTE).first()).toBeVisible();
    await expect(guest.getByText('Dự thảo Nghị quyết về Bảng giá đất')).toHaveCount(0);
    await expect(guest.getByText('Nội dung khác do chủ tọa nêu')).toHaveCount(0);
  });
  await test.step('a link that leads out of a paper asks before it opens', async () => {
    const OUTSIDE = 'http://www.mozilla.org/';
    const asked: string[] = [];
    await guest.context().route(`${OUTSIDE}**`, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<title>Bên ngoài</title>' });
    });
    await guest.getByRole('link', { name: new RegExp(WASTE) }).click();
    await guest.getByRole('link', { name: /annotation-link-text-popup/ }).click();
    const link = guest.getByRole('link', { name: OUTSIDE });
    const dialog = guest.getByRole('dialog', { name: 'Mở liên kết ngoài?' });
    await link.click();
    await expect(dialog).toContainText(OUTSIDE);
    await accessible(guest, 'link out of a paper');
    await guest.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    // Nor does the link itself hold the address: a middle click asks nobody.
    await expect(link).toHaveAttribute('href', '#');
    expect(asked).toEqual([]);
    await link.click();
    const outside = guest.context().waitForEvent('page');
    await button(dialog, 'Mở liên kết').click();
    await expect(await outside).toHaveTitle('Bên ngoài');
    expect(asked).toEqual([OUTSIDE]);
  });
  for (const page of [first, second, member, guest]) await page.context().close();
  await cabinet.stop();
});
