import { expect, test } from '@playwright/test';
import { agendaDraft } from '../pages/agenda-draft.js';
import { ballot } from '../pages/ballot.js';
import { chairDesk } from '../pages/chair.js';
import { accessible, button, confirm, DESKTOP, signIn, TABLET } from '../pages/device.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template, VOTERS } from '../support/template.js';
import { voter } from '../support/voters.js';

const RULES = new URL('../support/changeable-ballots.mjs', import.meta.url).href;
const QUESTION = 'Rút ngắn thời gian phát biểu còn 3 phút?';

test('where the rules let a ballot change until the close, the last one counts, and once', async ({ browser }) => {
  const cabinet = await startCabinet(template(), MORNING, { env: { NODE_OPTIONS: `--import ${RULES}` } });
  const secretary = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const chair = await signIn(browser, cabinet, 'Lương Đình Khiêu', TABLET);
  const member = await signIn(browser, cabinet, 'Cao Thị Thúy Oanh', TABLET);
  const desk = chairDesk(chair);
  const [mine, chairs] = [ballot(member), ballot(chair)];

  await test.step('a meeting is created, whose rules are pinned then, and opened', async () => {
    await secretary.goto(`${cabinet.url}/meetings/new`);
    await secretary.getByLabel('Tên phiên họp').fill('Họp chuyên đề');
    await secretary.getByLabel('Phiên họp thứ').fill('21');
    await secretary.getByLabel('Ngày họp').fill('26/11/2026');
    await secretary.getByLabel('Giờ họp').fill('7h30');
    await secretary.getByLabel('Địa điểm').fill('Phòng họp số 2');
    await secretary.getByLabel('Chủ tọa').selectOption({ label: 'Lương Đình Khiêu' });
    await button(secretary, 'Tạo và soạn chương trình').click();
    const draft = agendaDraft(secretary);
    await draft.add({ title: 'Cách làm việc', minutes: 10, way: 'Thảo luận' });
    await draft.check();
    await secretary.getByLabel('Lý do (ghi vào sổ)').fill('Họp đột xuất.');
    await draft.publish.click();
    await expect(secretary.getByText(/^Đã phát hành lúc/)).toBeVisible();
  });
  const meetingId = /meetings\/([^/]+)/.exec(secretary.url())?.[1] ?? '';

  await test.step('the chair puts a question', async () => {
    const voters = await Promise.all(VOTERS.map((personId) => voter(cabinet, personId, meetingId)));
    await desk.open(cabinet.url, meetingId);
    await button(chair, 'Mở điểm danh').click();
    await expect(button(chair, 'Khai mạc phiên họp')).toBeVisible();
    await Promise.all(voters.map((one) => one.checkIn()));
    await secretary.goto(`${cabinet.url}/meetings/${meetingId}/chair`);
    await button(secretary, 'Điểm danh').click();
    for (const name of ['Lương Đình Khiêu', 'Cao Thị Thúy Oanh']) {
      await button(secretary, `Ghi có mặt: ${name}`).click();
      await expect(button(secretary, `Ghi rời phiên: ${name}`)).toBeVisible();
    }
    for (const one of voters) one.close();
    await member.goto(`${cabinet.url}/meetings/${meetingId}/room`);
    await button(chair, 'Khai mạc phiên họp').click();
    await button(chair, 'Gọi nội dung 1: Cách làm việc').click();
    await desk.other('Biểu quyết về thủ tục');
    await chair.getByRole('dialog').getByLabel('Câu hỏi biểu quyết').fill(QUESTION);
    await button(chair.getByRole('dialog'), 'Mở biểu quyết').click();
    await expect(chair.getByRole('dialog', { name: 'Biểu quyết về thủ tục' })).toHaveCount(0);
  });

  await test.step('a ballot that was recorded is changed, twice, also after it was put away', async () => {
    await mine.choose('Tán thành');
    await expect(
      member.getByText('Phiếu đã gửi có thể đổi cho đến khi đóng biểu quyết.', { exact: false }),
    ).toBeVisible();
    await mine.send.click();
    await expect(member.getByRole('heading', { name: 'Đã ghi nhận: Tán thành' })).toBeVisible();
    await button(member, 'Đổi phiếu').click();
    await mine.choose('Không biểu quyết');
    await mine.send.click();
    await expect(member.getByRole('heading', { name: 'Đã ghi nhận: Không biểu quyết' })).toBeVisible();
    await accessible(member, 'ballot, to be changed');
    await mine.putAway();
    await chairs.cast('Tán thành');
    await expect(chair.getByText('2 / 18 thành viên có mặt đã biểu quyết')).toBeVisible();
    await button(member, 'Đổi phiếu').click();
    await mine.choose('Không tán thành');
    await mine.send.click();
    await expect(member.getByRole('heading', { name: 'Đã ghi nhận: Không tán thành' })).toBeVisible();
    await mine.putAway();
    await accessible(chair, 'chair, a ballot to be changed');
  });

  await test.step('closed, it is changed no more, and the result has each ballot once', async () => {
    await button(chair, /^Đóng biểu quyết, còn 16 người/).click();
    await confirm(chair, /Đóng/);
    await expect(button(member, 'Đổi phiếu')).toHaveCount(0);
    await desk.announce();
    await expect(member.getByText('1 trên 27 thành viên tán thành').first()).toBeVisible();
    await expect(member.getByText('Phiếu của bạn: Không tán thành')).toBeVisible();
  });
  for (const page of [secretary, chair, member]) await page.context().close();
  await cabinet.stop();
});
