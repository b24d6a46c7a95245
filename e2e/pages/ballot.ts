import { expect, type Page } from '@playwright/test';
import { button } from './device.js';

/** The ballot lies over whatever the tablet shows. */
export const ballot = (page: Page) => ({
  async choose(choice: 'Tán thành' | 'Không tán thành' | 'Không biểu quyết') {
    await page.getByRole('radio', { name: choice, exact: true }).check({ force: true });
  },
  send: button(page, /^Gửi phiếu: /),
  async isRecorded() {
    await expect(page.getByText(/Đã ghi nhận/).first()).toBeVisible({ timeout: 40_000 });
  },
  async putAway() {
    await button(page, 'Trở lại tài liệu').click();
  },
  async cast(choice: 'Tán thành' | 'Không tán thành' | 'Không biểu quyết') {
    await this.choose(choice);
    await this.send.click();
    await this.isRecorded();
    await this.putAway();
  },
});
