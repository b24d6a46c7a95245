import { expect, type Page, test } from '@playwright/test';
import { agendaDraft, fillMeeting } from '../pages/agenda-draft.js';
import { accessible, button, countSent, DESKTOP, lineOf, signIn, signInAgain, TABLET } from '../pages/device.js';
import { minutes } from '../pages/minutes.js';
import { reader } from '../pages/reader.js';
import { olderTablet } from '../support/older-release.js';
import { startCabinet } from '../support/server.js';
import { MORNING, template } from '../support/template.js';

const HELD = 'm-2026-11-25';
const PAPER = 'm-2026-11-26~p03~1';
const UNDRAFTED = 'm-2026-11-24';
const MINUTES = `meeting/${HELD}/minutes@1`;

/** A frame that runs nothing is closed to axe, too, and keeps it waiting. */
const lookedAt = (page: Page) => page.locator('iframe').evaluate((frame) => frame.remove());

test('a tablet of the first release changes nothing by looking; one that is older than the server reads, and binds no editor', async ({
  browser,
}) => {
  const cabinet = await startCabinet(template(), MORNING, { first: 'held-meetings.mjs' });
  const first = await signIn(browser, cabinet, 'Nguyễn Thị Hường', DESKTOP);
  const line = await lineOf(first);
  const hers = minutes(first);
  const draft = agendaDraft(first);

  const agenda = await test.step('minutes, an agenda in draft and ink are there', async () => {
    await hers.open(cabinet.url, HELD);
    await button(first, 'Lập dự thảo từ sổ sự kiện').click();
    await expect(hers.text).toContainText('Các xã bố trí người trực gác', { timeout: 40_000 });
    await first.goto(`${cabinet.url}/meetings/new`);
    await fillMeeting(first, { title: 'Phiên họp chuyên đề về rà soát quy hoạch', number: '23' });
    await button(first, 'Tạo và soạn chương trình').click();
    await draft.add({ title: 'Rà soát quy hoạch', minutes: 40, way: 'Thảo luận' });
    await expect(first.getByText(/^Dự thảo · Đã lưu/)).toBeVisible();
    return first.url();
  });
  const [, draftId = ''] = /meetings\/([^/]+)\/agenda/.exec(agenda) ?? [];
  const docs = [MINUTES, `meeting/${draftId}/agenda@1`, `paper/${PAPER}/shared@1`, `paper/${PAPER}/private/p-luong@1`];
  const entries = () => cabinet.docs(...docs);

  const context = await olderTablet(browser, cabinet, 1, TABLET);
  const older = await context.newPage();
  const olderMinutes = minutes(older);

  await test.step('the first release opens every kind of content to write it, and makes no update', async () => {
    await signInAgain(older, cabinet, 'Phan Tấn Lượng');
    const theirs = reader(older);
    await older.goto(`${cabinet.url}/meetings`);
    const sent = docs.map((name) => countSent(older, name));
    const before = entries();
    expect(before[MINUTES]?.head).toBeGreaterThan(0);
    await olderMinutes.open(cabinet.url, HELD);
    await expect(olderMinutes.text).toContainText('Các xã bố trí người trực gác', { timeout: 40_000 });
    await expect(olderMinutes.tools).toBeVisible();
    await olderMinutes.text.click();
    await older.goto(agenda);
    await agendaDraft(older).choose('Rà soát quy hoạch');
    await theirs.open(cabinet.url, PAPER);
    await theirs.isAt(1, 3);
    await theirs.tool('Bút').click();
    await theirs.share();
    await expect(theirs.tool('Bút')).toBeEnabled();
    await olderMinutes.open(cabinet.url, HELD);
    await expect(olderMinutes.tools).toBeVisible();
    expect(entries()).toEqual(before);
    expect(sent.map((count) => count())).toEqual(docs.map(() => 0));
  });

  await test.step('as long as the content is the same, what it writes is taken', async () => {
    await hers.open(cabinet.url, HELD);
    await hers.isReady();
    await olderMinutes.newParagraph('Các xã bố trí người trực gác');
    await olderMinutes.write('Ghi bằng bản cũ.');
    await hers.says('Ghi bằng bản cũ.');
    await expect(olderMinutes.saved).toBeVisible();
  });

  await test.step('one that speaks an older protocol is asked to update, and to nothing else', async () => {
    const oldest = await olderTablet(browser, cabinet, 1, TABLET);
    await oldest.routeWebSocket(/\/socket\.io\//, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((said) => server.send(String(said).replace('"protocol":1', '"protocol":0')));
    });
    const page = await oldest.newPage();
    await page.goto(cabinet.link('Cao Thị Thúy Oanh'));
    await expect(page.getByRole('heading', { name: 'Cần cập nhật ứng dụng' })).toBeVisible();
    await accessible(page, 'please update');
    await oldest.close();
  });

  await test.step('the server goes on to newer content: the text is read as it is there, and no editor is bound', async () => {
    await line.cut();
    await hers.newParagraph('Ghi bằng bản cũ.');
    await hers.write('Chưa gửi khi máy chủ lên bản mới.');
    await expect(first.getByText(/^Trên máy/)).toBeVisible({ timeout: 40_000 });
    await cabinet.kill();
    await cabinet.restart('next');
    await line.mend();
    await expect(first.getByText('Ứng dụng trên máy này cũ hơn máy chủ.')).toBeVisible({ timeout: 40_000 });
    await expect(hers.text).toHaveCount(0);
    await hers.open(cabinet.url, UNDRAFTED);
    await button(first, 'Lập dự thảo từ sổ sự kiện').click();
    await expect(
      first.frameLocator('iframe[title="Văn bản biên bản"]').getByText('Các xã bố trí người trực gác'),
    ).toBeVisible();
    await expect(hers.text).toHaveCount(0);
    await lookedAt(first);
    await accessible(first, 'minutes, older than the server');
    await first.goto(agenda);
    await expect(first.getByText('Ứng dụng trên máy này cũ hơn máy chủ.')).toBeVisible();
    await lookedAt(first);
    await accessible(first, 'agenda, older than the server');
  });

  await test.step('what it had not sent is at the server, for a secretary to put in', async () => {
    await hers.open(cabinet.url, HELD);
    await hers.openCopies();
    await lookedAt(first);
    await expect(hers.pane).toContainText('Soạn bằng bản ứng dụng cũ hơn');
    await expect(hers.pane).toContainText('Chưa gửi khi máy chủ lên bản mới.');
    await expect(hers.insert('')).toHaveCount(0);
    await accessible(first, 'minutes, a copy of an older release');
  });

  await test.step('the first release reads newer content as the server tells it, and writes nothing into it', async () => {
    const newer = [`meeting/${UNDRAFTED}/minutes@2`, `meeting/${draftId}/agenda@2`, `paper/${PAPER}/shared@2`];
    const before = cabinet.docs(...newer);
    expect(before[newer[0] ?? '']?.head).toBe(1);
    const theirs = reader(older);
    await olderMinutes.open(cabinet.url, UNDRAFTED);
    const read = older.frameLocator('iframe[title="Văn bản biên bản"]');
    await expect(read.getByText('Các xã bố trí người trực gác')).toBeVisible();
    await expect(olderMinutes.text).toHaveCount(0);
    await expect(olderMinutes.tools).toHaveCount(0);
    await older.goto(agenda);
    await expect(older.getByText('Ứng dụng trên máy này cũ hơn máy chủ.')).toBeVisible();
    await expect(agendaDraft(older).rows).toHaveCount(0);
    await theirs.open(cabinet.url, PAPER);
    await theirs.isAt(1, 3);
    await theirs.layer('Chung').click();
    await expect(theirs.tool('Bút')).toBeDisabled();
    expect(cabinet.docs(...newer)).toEqual(before);
  });
  await first.context().close();
  await context.close();
  await cabinet.stop();
});
