import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { ballot } from '../pages/ballot.js';
import { chairDesk } from '../pages/chair.js';
import { accessible, button, confirm, DESKTOP, signIn, swipeUp, TABLET, WALL } from '../pages/device.js';
import { reader } from '../pages/reader.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template, VOTERS } from '../support/template.js';
import { voter } from '../support/voters.js';

const VERIFY = fileURLToPath(new URL('../../server/dist/verify.js', import.meta.url));
const MEETING = 'm-2026-11-26';
const PLAN = 'Dự thảo Nghị quyết của HĐND tỉnh về kế hoạch đầu tư công năm 2027';
const PERSONNEL = 'Giới thiệu nhân sự để HĐND tỉnh bầu bổ sung';
const WASTE = 'Phương án xử lý chất thải rắn sinh hoạt';
/** Its three items, each with a conclusion of its own. */
const BLOCK = [
  'Dự thảo Quyết định ban hành Quy chế quản lý hồ sơ điện tử',
  'Thành lập Trường Trung học phổ thông Khuê Lĩnh',
  'Phân cấp quản lý công viên, cây xanh',
];

test('a meeting from check-in to the archive, on seven tablets, through a lost answer and a killed server', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING);
  const chair = await signIn(browser, cabinet, 'Lương Đình Khiêu', TABLET);
  const secretary = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const second = await signIn(browser, cabinet, 'Phan Tấn Lượng', DESKTOP);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const other = await signIn(browser, cabinet, 'Tạ Đăng Khuê', TABLET);
  const guest = await signIn(browser, cabinet, 'Viên Đức Huấn', TABLET);
  const wall = await signIn(browser, cabinet, 'Màn hình', WALL);
  const desk = chairDesk(chair);
  const room = `${cabinet.url}/meetings/${MEETING}/room`;
  /** The sixteen members whose tablets nobody looks at. */
  const voters = await Promise.all(VOTERS.map((personId) => voter(cabinet, personId, MEETING)));
  const allVote = (choiceOf: (personId: string) => string | null) =>
    Promise.all(
      voters.map((one) => {
        const choice = choiceOf(one.personId);
        return choice === null ? null : one.cast(choice);
      }),
    );
  /** The result lies over what a member does until it is read. */
  const readResult = async (pages: readonly Page[], words: string | RegExp) => {
    for (const page of pages) {
      await expect(page.getByText(words).first()).toBeVisible();
      await button(page, 'Tiếp tục theo phiên họp').click();
    }
  };

  await test.step('check-in opens; who has no tablet is recorded by the secretary; the wall counts', async () => {
    await expect(wall.getByText('0 / 27')).toBeVisible();
    await accessible(wall, 'display, before');
    await desk.open(cabinet.url, MEETING);
    await button(chair, 'Mở điểm danh').click();
    for (const page of [member, other]) {
      await page.goto(`${cabinet.url}/`);
      await button(page, 'Điểm danh và vào phòng họp').click();
      await expect(page).toHaveURL(/\/room$/);
    }
    await secretary.goto(`${cabinet.url}/meetings/${MEETING}/chair`);
    await button(secretary, 'Điểm danh').click();
    await button(secretary, 'Ghi có mặt: Lương Đình Khiêu').click();
    await expect(button(secretary, 'Ghi rời phiên: Lương Đình Khiêu')).toBeVisible();
    await accessible(secretary, 'attendance');
    await expect(button(chair, 'Khai mạc phiên họp')).toBeDisabled();
    await expect(chair.getByText('Có mặt 3 trên 27, cần ít nhất 18.').first()).toBeVisible();
    await Promise.all(voters.map((one) => one.checkIn()));
    await secretary.keyboard.press('Escape');
    await expect(wall.getByText('19 / 27')).toBeVisible();
    await expect(chair.getByText('Đủ thành phần tiến hành')).toBeVisible();
    await accessible(chair, 'chair');
    await guest.goto(room);
    await expect(guest.getByText('Thư ký mời bạn vào khi tới nội dung của bạn.')).toBeVisible();
  });

  await test.step('the session opens, an item is called, and every tablet has it', async () => {
    // Pressed twice, it is one step: the item after it is not called.
    await button(chair, 'Khai mạc phiên họp').dblclick();
    await expect(button(chair, /^Gọi nội dung 1: /)).toBeVisible();
    await expect(wall.getByText('Phiên họp đã khai mạc')).toBeVisible();
    await desk.call(PLAN);
    await expect(wall.getByRole('heading', { name: PLAN })).toBeVisible();
    await reader(member).isAt(1, 3);
    await accessible(member, 'room');
    await accessible(wall, 'display, item');
    await expect(guest.getByRole('heading', { name: 'Chưa tới nội dung của bạn' })).toBeVisible();
  });

  await test.step('everybody follows the presenter; who swipes reads on his own, and one tap brings him back', async () => {
    await desk.handTo('Tạ Đăng Khuê');
    await expect(other.getByText('Bạn đang trình bày')).toBeVisible();
    await expect(member.getByText('Đang theo Tạ Đăng Khuê')).toBeVisible();
    await button(other, /^Dự thảo Nghị quyết về kế hoạch đầu tư công năm 2027/).click();
    await reader(other).isAt(1, 10);
    await reader(member).isAt(1, 10);
    await reader(other).next.click();
    await reader(other).next.click();
    await reader(member).isAt(3, 10);
    const before = await reader(member).width();
    await button(other, 'Phóng to').click();
    await expect.poll(() => reader(member).width()).toBeGreaterThan(before * 1.2);
    await accessible(other, 'room, presenting');
    // A finger on the page is enough.
    await swipeUp(member, reader(member).pages.locator('..'), 500);
    await expect(member.getByText(/^Đang xem riêng, trang \d+$/)).toBeVisible();
    await expect(member.getByText('Không ai biết bạn xem riêng.')).toBeVisible();
    await accessible(member, 'room, reading privately');
    await button(other, 'Trang sau').click();
    await reader(other).isAt(4, 10);
    await expect(member.getByText(/^Đang xem riêng, trang \d+$/)).toBeVisible();
    await button(member, 'Trở về').tap();
    await reader(member).isAt(4, 10);
    await expect(member.getByText('Đang theo Tạ Đăng Khuê')).toBeVisible();
    await button(other, 'Thôi trình bày').click();
    await expect(member.getByText('Chưa có người trình bày')).toBeVisible();
  });

  await test.step('the floor is asked for and given, and the timer runs on every screen', async () => {
    await button(member, 'Đăng ký phát biểu').click();
    await expect(member.getByText('Bạn ở vị trí thứ 1')).toBeVisible();
    await button(other, 'Đăng ký phát biểu').click();
    await expect(wall.getByText('Tạ Đăng Khuê')).toBeVisible();
    await button(chair, 'Mời Cao Thị Thúy Oanh phát biểu').click();
    await expect(member.getByText('Đến lượt bạn').first()).toBeVisible();
    await expect(other.getByText('Bạn ở vị trí thứ 1')).toBeVisible();
    for (const page of [member, other, chair, wall])
      await expect(page.getByRole('timer').first()).toHaveText(/4:[0-5]\d/);
    // On a phone, and zoomed to 200 %, the desk shows what is on the table and the next step, without scrolling.
    for (const size of [
      { width: 590, height: 410 },
      { width: 390, height: 844 },
    ]) {
      await chair.setViewportSize(size);
      await expect(chair.getByRole('heading', { name: PLAN })).toBeInViewport({ ratio: 1 });
      await expect(button(chair, 'Kết thúc lượt phát biểu của Cao Thị Thúy Oanh')).toBeInViewport({ ratio: 1 });
    }
    await accessible(chair, 'chair, on a phone');
    await chair.setViewportSize(TABLET.viewport);
    await accessible(member, 'room, speaking');
    await accessible(wall, 'display, speaker');
    await button(member, 'Kết thúc phát biểu').click();
    await button(other, 'Rút đăng ký').click();
    await expect(button(chair, 'Đưa ra biểu quyết')).toBeVisible();
  });

  await test.step('a ballot whose answer is lost is cast once, through a killed server', async () => {
    await desk.putToTheVote();
    const [mine, theirs, chairs] = [ballot(member), ballot(other), ballot(chair)];
    await mine.choose('Tán thành');
    await accessible(member, 'ballot');
    await allVote((personId) => (personId === 'p-hoa' ? 'not_voting' : 'approve'));
    await expect(wall.getByText('16 / 19', { exact: true })).toBeVisible();
    await accessible(wall, 'display, ballot');
    // Without a network nothing is sent, and the tablet says so; the choice stays.
    await member.context().setOffline(true);
    await expect(mine.send).toBeDisabled();
    await member.context().setOffline(false);
    await expect(mine.send).toBeEnabled({ timeout: 40_000 });
    // On its way the server hangs, and dies.
    cabinet.freeze();
    await mine.send.click();
    await expect(member.getByText('Đang gửi').first()).toBeVisible();
    await cabinet.kill();
    await cabinet.restart();
    await mine.isRecorded();
    await accessible(member, 'ballot, recorded');
    await mine.putAway();
    await theirs.cast('Tán thành');
    // The chair votes too, and has the desk again.
    await chairs.cast('Tán thành');
    await expect(chair.getByText('19 / 19 thành viên có mặt đã biểu quyết')).toBeVisible({ timeout: 40_000 });
  });

  await test.step('the result explains itself on every tablet', async () => {
    await button(chair, 'Đóng biểu quyết, mọi người đã có ý kiến').click();
    await expect(wall.getByText('Đã đóng biểu quyết, chờ công bố')).toBeVisible();
    await desk.announce();
    await expect(member.getByText('18 trên 27 thành viên tán thành').first()).toBeVisible();
    await expect(member.getByText(/Cần ít nhất 14/).first()).toBeVisible();
    await expect(member.getByText(/Điều \d+/).first()).toBeVisible();
    await accessible(member, 'result');
    await expect(wall.getByText('18 trên 27 thành viên tán thành').first()).toBeVisible();
    await accessible(wall, 'display, result');
    await readResult([member, other], 'Thông qua');
  });

  await test.step('the item is concluded, and its task is at once with who leads it', async () => {
    await desk.conclude(PLAN, {
      text: 'Thông qua; không khởi công mới dự án chưa bàn giao mặt bằng.',
      task: {
        text: 'Trình HĐND tỉnh kế hoạch đầu tư công năm 2027',
        lead: 'Cao Thị Thúy Oanh',
        product: 'Tờ trình',
        deadline: '2026-11-30',
      },
    });
    await member.goto(`${cabinet.url}/tasks`);
    await expect(member.getByText('Trình HĐND tỉnh kế hoạch đầu tư công năm 2027')).toBeVisible();
    await accessible(member, 'tasks');
    await member.goto(room);
  });

  await test.step('a block is put as one poll and becomes three decisions', async () => {
    await desk.call('Nhóm nội dung thống nhất');
    for (const title of BLOCK) await expect(wall.getByText(title)).toBeVisible();
    await desk.putToTheVote();
    for (const title of BLOCK) await expect(member.getByRole('dialog').getByText(title)).toBeVisible();
    await Promise.all([
      allVote(() => 'approve'),
      ...[member, other, chair].map((page) => ballot(page).cast('Tán thành')),
    ]);
    await button(chair, 'Đóng biểu quyết, mọi người đã có ý kiến').click();
    await desk.announce();
    await expect(member.getByText('Kết quả này quyết định 3 nội dung')).toBeVisible();
    await readResult([member, other], '19 trên 27 thành viên tán thành');
    for (const title of BLOCK) await desk.conclude(title, { text: `Kết luận: ${title}.`, outcome: 'Thông qua' });
    await expect(member.getByText('Thông qua 3 nội dung').first()).toBeVisible();
  });

  await test.step('a secret ballot on paper: counted by the tellers, entered by the secretary, confirmed by the chair', async () => {
    await desk.call(PERSONNEL);
    // Of members alone: neither guest nor wall is told what is on the table.
    await expect(wall.getByText('Đang họp kín')).toBeVisible();
    await accessible(wall, 'display, closed doors');
    await expect(guest.getByText(PERSONNEL)).toHaveCount(0);
    await desk.putToTheVote();
    await expect(member.getByText('Nhận phiếu giấy từ ban kiểm phiếu. Không bỏ phiếu trên máy.')).toBeVisible();
    await expect(button(chair, 'Nhập biên bản kiểm phiếu')).toBeDisabled();
    await button(secretary, 'Nhập biên bản kiểm phiếu').click();
    const form = secretary.getByRole('dialog');
    const enter = async (numbers: Readonly<Record<string, string>>) => {
      for (const [label, n] of Object.entries(numbers)) await form.getByLabel(label, { exact: true }).fill(n);
      await button(form, 'Ghi biên bản kiểm phiếu').click();
    };
    await expect(form.getByLabel('Phiếu phát ra')).toHaveValue('19');
    // Numbers that do not add up are refused, with the reason.
    await enter({ 'Phiếu không hợp lệ': '1', 'Tán thành': '17', 'Không tán thành': '2' });
    const refusal = secretary.getByRole('dialog', { name: /^Chưa làm được/ });
    await expect(refusal).toBeVisible();
    await button(refusal, 'Đóng').click();
    await accessible(secretary, 'count record');
    await enter({ 'Tán thành': '15', 'Không tán thành': '3' });
    // Who entered it is told who confirms it, and puts right what was mistyped.
    await expect(secretary.getByText(/^Bạn đã nhập số phiếu\. Chờ Lương Đình Khiêu/)).toBeVisible();
    await expect(button(secretary, 'Xác nhận kết quả kiểm phiếu')).toHaveCount(0);
    await button(secretary, 'Nhập lại biên bản kiểm phiếu').click();
    await enter({ 'Phiếu không hợp lệ': '1', 'Tán thành': '16', 'Không tán thành': '2' });
    await expect(form).toHaveCount(0);
    // What is confirmed is what was read.
    await button(chair, 'Xác nhận kết quả kiểm phiếu').click();
    const count = chair.getByRole('dialog', { name: 'Số phiếu này có đúng không?' });
    for (const [label, n] of [
      ['Tán thành', '16'],
      ['Không tán thành', '2'],
      ['Phiếu không hợp lệ', '1'],
    ] as const)
      await expect(count.locator('dl > div').filter({ hasText: new RegExp(`^${label}${n}$`) })).toBeVisible();
    await accessible(chair, 'count to be confirmed');
    await button(count, 'Xác nhận kết quả kiểm phiếu').click();
    await expect(count).toHaveCount(0);
    await desk.announce();
    await expect(member.getByRole('heading', { name: 'Biên bản kiểm phiếu' })).toBeVisible();
    await accessible(member, 'result of a count record');
    await readResult([member, other], '16 trên 27 thành viên tán thành');
    await desk.conclude(PERSONNEL, { text: 'Giới thiệu bà Tô Thị Ngọc Lựu với 16/27 phiếu tán thành.' });
  });

  await test.step('an item with its guest: called in, sees its papers, speaks and does not vote', async () => {
    await button(secretary, 'Điểm danh').click();
    await button(secretary, 'Ghi rời phiên: Nông Văn Sẩm').click();
    await expect(button(secretary, 'Ghi có mặt: Nông Văn Sẩm')).toBeVisible();
    await desk.call(WASTE);
    await button(secretary, 'Mời vào: Viên Đức Huấn').click();
    await secretary.keyboard.press('Escape');
    await reader(guest).isAt(1, 3);
    await expect(button(guest, 'Đăng ký phát biểu')).toBeVisible();
    await accessible(guest, 'room, guest');
    await desk.putToTheVote();
    await expect(guest.getByText('Bạn được mời dự: được phát biểu, không biểu quyết.', { exact: false })).toBeVisible();
    await expect(guest.getByRole('radio')).toHaveCount(0);
    const against: Readonly<Record<string, string | null>> = {
      'p-duom': 'reject',
      'p-hoa': 'reject',
      'p-ngoi': 'reject',
      'p-xuyen': 'not_voting',
      'p-sam': null,
    };
    await Promise.all([
      allVote((personId) => (personId in against ? (against[personId] ?? null) : 'approve')),
      ...[member, other, chair].map((page) => ballot(page).cast('Tán thành')),
    ]);
    await button(chair, 'Đóng biểu quyết, mọi người đã có ý kiến').click();
    await desk.announce();
    await readResult([member, other], '14 trên 27 thành viên tán thành');
    await expect(wall.getByText('14 trên 27 thành viên tán thành').first()).toBeVisible();
    await desk.conclude(WASTE, { text: 'Chấp thuận chủ trương Phương án 3 với 14/27 thành viên tán thành.' });
  });

  await test.step('the archive is searched without marks, and a guest finds less', async () => {
    await second.goto(`${cabinet.url}/archive?q=duong%20vanh%20dai`);
    await expect(second.getByRole('main').getByText(/kết quả trong phạm vi bạn được xem/)).toBeVisible();
    await expect(second.locator('mark').first()).toBeVisible();
    await accessible(second, 'archive');
    await guest.goto(`${cabinet.url}/archive?q=duong%20vanh%20dai`);
    await expect(guest.getByText('Không tìm thấy “duong vanh dai”')).toBeVisible();
  });

  await test.step('a break; then the session closes early, and what is left is deferred, each with its reason', async () => {
    await desk.other('Tạm nghỉ');
    await expect(wall.getByRole('heading', { name: 'Tạm nghỉ' })).toBeVisible();
    await accessible(wall, 'display, break');
    await expect(member.getByText(/^Tạm nghỉ/).first()).toBeVisible();
    await button(chair, 'Tiếp tục phiên họp').click();
    await desk.other('Bế mạc phiên họp');
    await expect(chair.getByRole('dialog')).toContainText('Còn 3 nội dung chưa có kết luận');
    await confirm(chair, 'Bế mạc phiên họp');
    for (const title of ['Báo cáo tình hình kinh tế', 'Dự thảo Nghị quyết', 'Nội dung khác']) {
      await button(chair, new RegExp(`^Để lại hoặc rút: ${title}`)).click();
      await desk.defer('Hết giờ, chuyển sang phiên sau.');
    }
    await expect(button(chair, 'Xem biên bản')).toBeVisible();
    await expect(wall.getByText('Phiên họp đã kết thúc')).toBeVisible();
    await accessible(wall, 'display, closed');
    await expect(member.getByText('Phiên họp đã kết thúc').first()).toBeVisible();
  });

  await test.step('minutes write themselves; two secretaries edit them at once and lose nothing', async () => {
    for (const page of [second, secretary]) await page.goto(`${cabinet.url}/meetings/${MEETING}/minutes`);
    await button(second, 'Lập dự thảo từ sổ sự kiện').click();
    const texts = [second, secretary].map((page) => page.getByRole('textbox', { name: 'Văn bản biên bản' }));
    for (const text of texts) {
      await expect(text).toContainText('Trình HĐND tỉnh kế hoạch đầu tư công năm 2027', { timeout: 40_000 });
      await expect(text).toContainText('Hết giờ, chuyển sang phiên sau.');
    }
    // A word of a fact is typed over: the fact keeps its place in the list, and its words are one button away.
    const editor = second.getByRole('textbox', { name: 'Văn bản biên bản' });
    await editor.getByText('không khởi công mới').first().click();
    await second.keyboard.press('Control+Shift+ArrowLeft');
    await second.keyboard.type('SỬA ');
    await expect(editor.locator('[data-edited]').first()).toBeVisible();
    for (const one of [second, secretary]) await expect(button(one, /^Đã sửa so với sự kiện \d+$/)).toBeVisible();
    await button(second, /^Trả lại câu của sự kiện: /).click();
    for (const text of texts) await expect(text).not.toContainText('SỬA');
    await expect(button(secretary, /^Đã sửa so với sự kiện \d+$/)).toHaveCount(0);
    for (const [place, text] of texts.entries()) {
      await text
        .getByText(place === 0 ? 'Hết giờ' : 'không khởi công mới')
        .first()
        .click();
      await text.press('End');
    }
    await expect(second.getByText('Đang cùng soạn: Nguyễn Thị Hường')).toBeVisible();
    await Promise.all([
      texts[0]?.pressSequentially(' Thư ký thứ hai ghi.', { delay: 15 }),
      texts[1]?.pressSequentially(' Thư ký thứ nhất ghi.', { delay: 15 }),
    ]);
    for (const text of texts) {
      await expect(text).toContainText(' Thư ký thứ hai ghi.');
      await expect(text).toContainText(' Thư ký thứ nhất ghi.');
    }
    await accessible(second, 'minutes');
  });

  const clerk = await signIn(browser, cabinet, 'Hồ Thị Nhã Uyên', DESKTOP);
  await test.step('they are approved by both, numbered, issued and archived', async () => {
    await button(second, 'Gửi lấy ý kiến').click();
    await chair.goto(`${cabinet.url}/meetings/${MEETING}/minutes`);
    for (const page of [second, chair]) {
      await button(page, 'Thông qua biên bản').click();
      await confirm(page, 'Thông qua biên bản');
    }
    await accessible(chair, 'minutes, approved');
    await clerk.goto(`${cabinet.url}/meetings/${MEETING}/minutes`);
    await button(clerk, 'Cấp số và ban hành').click();
    await button(clerk, 'Đưa vào lưu trữ').click({ timeout: 60_000 });
    await confirm(clerk, 'Đưa vào lưu trữ');
    await expect(second.getByRole('link', { name: 'Tải gói hồ sơ' })).toBeVisible({ timeout: 60_000 });
    const pdf = await second.request.get(`${cabinet.url}/api/meetings/${MEETING}/minutes.pdf`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  await test.step('the package proves itself without this server; what was decided is found', async () => {
    const answer = await second.request.get(`${cabinet.url}/api/meetings/${MEETING}/package`);
    expect(answer.status()).toBe(200);
    const file = join(cabinet.dataDir, 'package.zip');
    await writeFile(file, await answer.body());
    const { status, stdout } = spawnSync(process.execPath, [VERIFY, file], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.any(String)]);
    await clerk.goto(`${cabinet.url}/meetings`);
    await expect(clerk.getByText('Đã lưu trữ').first()).toBeVisible();
    await accessible(clerk, 'meetings');
    await member.goto(`${cabinet.url}/archive?q=${encodeURIComponent('khong khoi cong moi')}`);
    await expect(member.locator('mark').first()).toBeVisible();
    await accessible(member, 'archive, hits');
  });

  await test.step('the same screens in English, dark and without motion', async () => {
    await other.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await other.goto(`${cabinet.url}/account`);
    await other.getByRole('radiogroup', { name: 'Ngôn ngữ' }).getByText('English').click();
    await expect(other.getByRole('heading', { name: 'Account' })).toBeVisible();
    for (const [screen, path] of Object.entries({
      account: '/account',
      home: '/',
      meeting: `/meetings/${MEETING}`,
      room: `/meetings/${MEETING}/room`,
      reader: `/papers/${MEETING}~p08~1`,
      tasks: '/tasks',
      archive: '/archive?q=duong',
    })) {
      await other.goto(`${cabinet.url}${path}`);
      await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(other.locator('html')).toHaveAttribute('lang', 'en');
      await expect(other.locator('html')).toHaveCSS('color-scheme', 'dark');
      expect(await other.evaluate(() => document.getAnimations())).toEqual([]);
      await accessible(other, `${screen}, English`);
    }
  });
  for (const one of voters) one.close();
  for (const page of [chair, secretary, second, clerk, member, other, guest, wall]) await page.context().close();
  await cabinet.stop();
});
