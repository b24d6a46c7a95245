import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { button } from './device.js';

interface Fields {
  readonly title: string;
  readonly presenter?: string;
  readonly minutes?: number;
  readonly way?: 'Ghi nhận' | 'Thảo luận' | 'Biểu quyết' | 'Bỏ phiếu kín';
}

/** The form of a meeting that is to be prepared, filled in but not sent. */
export async function fillMeeting(page: Page, { title, number }: { title: string; number: string }) {
  await page.getByLabel('Tên phiên họp').fill(title);
  await page.getByLabel('Loại phiên họp').selectOption({ label: 'Họp chuyên đề' });
  await page.getByLabel('Phiên họp thứ').fill(number);
  await page.getByLabel('Ngày họp').fill('10/12/2026');
  await page.getByLabel('Giờ họp').fill('8h30');
  await page.getByLabel('Địa điểm').fill('Phòng họp số 2');
  await page.getByLabel('Chủ tọa').selectOption({ label: 'Nguyễn Hữu Đẵng' });
}

/** The draft of an agenda, as a secretary writes it. */
export const agendaDraft = (page: Page) => {
  const rows = page.getByRole('list', { name: 'Các nội dung' }).getByRole('listitem');
  const papers = page.getByRole('region', { name: 'Tài liệu' });
  return {
    rows,
    papers,
    name: page.getByRole('textbox', { name: 'Tên nội dung' }),
    /** In the order in which they stand. */
    async titles(): Promise<string[]> {
      return rows.locator('button[aria-pressed] > b').allInnerTexts();
    },
    async add(fields: Fields) {
      await button(page, 'Thêm nội dung').click();
      await expect(this.name).toHaveValue('Nội dung mới');
      await this.fill(fields);
    },
    async fill({ title, presenter, minutes, way }: Fields) {
      await this.name.fill(title);
      if (presenter) await page.getByLabel('Người trình bày').selectOption({ label: presenter });
      if (minutes) await page.getByLabel('Số phút').fill(String(minutes));
      if (way) await page.getByRole('radiogroup', { name: 'Cách làm' }).getByText(way, { exact: true }).click();
    },
    async choose(title: string) {
      await rows.getByRole('button', { name: new RegExp(`^${title}`) }).click();
      await expect(this.name).toHaveValue(new RegExp(`^${title}`));
    },
    /** Several files at once, dropped onto the field by the mouse. */
    async drop(files: readonly string[]) {
      const given = files.map((file) => ({ name: basename(file), base64: readFileSync(file, 'base64') }));
      const dataTransfer = await page.evaluateHandle((all) => {
        const transfer = new DataTransfer();
        for (const { name, base64 } of all) {
          const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type: 'application/pdf' }));
        }
        return transfer;
      }, given);
      const field = papers.getByText('Thả tệp PDF vào đây');
      for (const event of ['dragover', 'drop']) await field.dispatchEvent(event, { dataTransfer });
    },
    async upload(file: string) {
      await papers.locator('input[type=file][multiple]').setInputFiles(file);
    },
    paper: (title: string | RegExp) => papers.getByRole('listitem').filter({ hasText: title }),
    async check() {
      await button(page, 'Kiểm tra và phát hành').click();
      await expect(page.getByRole('heading', { name: 'Kiểm tra trước khi phát hành' })).toBeFocused();
    },
    publish: button(page, /^Phát hành cho/),
  };
};
