import { expect, type Page } from '@playwright/test';
import { button, confirm } from './device.js';

interface Conclusion {
  readonly text: string;
  readonly outcome?: string;
  readonly task?: {
    readonly text: string;
    readonly lead: string;
    readonly product: string;
    readonly deadline: string;
  };
}

/** The desk from which a meeting is run: for the chair, and for the secretary beside him. */
export const chairDesk = (page: Page) => ({
  page,
  async open(url: string, meetingId: string) {
    await page.goto(`${url}/meetings/${meetingId}/chair`);
  },
  /** Another step than the next. */
  async other(name: string | RegExp) {
    await button(page, 'Bước khác').click();
    await page.getByRole('menuitem', { name }).click();
  },
  /** The item is called from the agenda, whatever the next one would be. */
  async call(title: string) {
    await button(page, new RegExp(`^Gọi nội dung này: ${title}`)).click();
  },
  async handTo(name: string) {
    await button(page, /^Người trình bày/).click();
    await button(page.getByRole('dialog'), new RegExp(`^${name} · `)).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  },
  async putToTheVote() {
    await button(page, 'Đưa ra biểu quyết').click();
    await button(page.getByRole('dialog'), 'Mở biểu quyết').click();
    await expect(page.getByRole('dialog', { name: 'Đưa ra biểu quyết' })).toHaveCount(0);
  },
  async announce() {
    await button(page, 'Công bố kết quả').click();
    await expect(button(page, 'Công bố kết quả')).toHaveCount(0);
  },
  async conclude(title: string, { text, outcome, task }: Conclusion) {
    await button(page, new RegExp(`^Kết luận: ${title}`)).click();
    const dialog = page.getByRole('dialog');
    if (outcome) await dialog.getByLabel('Kết quả').selectOption({ label: outcome });
    await dialog.getByLabel('Nội dung kết luận').fill(text);
    if (task) {
      await button(dialog, 'Thêm nhiệm vụ').click();
      await dialog.getByLabel('Việc phải làm').fill(task.text);
      await dialog.getByLabel('Người chịu trách nhiệm').selectOption({ label: task.lead });
      await dialog.getByLabel('Sản phẩm').fill(task.product);
      await dialog.getByLabel('Thời hạn').fill(task.deadline);
    }
    await confirm(page, 'Ghi kết luận');
  },
  /** Deferred; nothing is recorded before the reason is told. */
  async defer(reason: string) {
    const dialog = page.getByRole('dialog');
    await expect(button(dialog, 'Ghi kết luận')).toBeDisabled();
    await dialog.getByLabel('Lý do').fill(reason);
    await confirm(page, 'Ghi kết luận');
  },
});
export type ChairDesk = ReturnType<typeof chairDesk>;
