import { expect, type Page } from '@playwright/test';
import { button } from './device.js';

/** The text of the minutes, as a secretary writes it. */
export const minutes = (page: Page) => {
  const text = page.getByRole('textbox', { name: 'Văn bản biên bản' });
  const pane = page.getByRole('region', { name: 'Bản cứu' });
  return {
    text,
    /** There while the text may be written. */
    tools: page.getByRole('toolbar', { name: 'Định dạng' }),
    /** What somebody wrote and the text lacks, beside the text. */
    pane,
    async open(url: string, meetingId: string) {
      await page.goto(`${url}/meetings/${meetingId}/minutes`);
    },
    async isReady() {
      await expect(text).toHaveAttribute('aria-readonly', 'false');
    },
    /** A paragraph of its own behind the one that holds these words. */
    async newParagraph(behind: string) {
      await text.getByText(behind).first().click();
      await text.press('End');
      await text.press('Enter');
    },
    async write(words: string) {
      await text.pressSequentially(words, { delay: 15 });
    },
    /** There once: neither lost nor doubled. */
    async says(...all: readonly string[]) {
      for (const words of all) await expect(text.getByText(words)).toHaveCount(1);
    },
    /** Word for word. */
    content: (): Promise<string> => text.innerText(),
    saved: page.getByRole('banner').getByText(/^Đã lưu/),
    async openCopies() {
      await button(page, /^Bản cứu \(\d+\)$/).click();
      await expect(pane).toBeVisible();
    },
    insert: (words: string) => button(pane, new RegExp(`^Chèn: .*${words}`)),
  };
};

/** The first drafts the minutes of a held meeting from what happened; both have them before them, and may write. */
export async function draftTogether(first: Page, second: Page, url: string, meetingId: string): Promise<void> {
  await minutes(first).open(url, meetingId);
  await button(first, 'Lập dự thảo từ sổ sự kiện').click();
  await minutes(second).open(url, meetingId);
  for (const { text, isReady } of [minutes(first), minutes(second)]) {
    await expect(text).toContainText('Các xã bố trí người trực gác', { timeout: 40_000 });
    await isReady();
  }
}
