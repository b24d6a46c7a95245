import { expect, type Locator, type Page } from '@playwright/test';
import { button } from './device.js';

/** A paper and what is done on it: alone in the reader, and in the room. */
export const reader = (page: Page) => ({
  async open(url: string, versionId: string, search = '') {
    await page.goto(`${url}/papers/${encodeURIComponent(versionId)}${search}`);
  },
  /** "2 / 8". */
  async isAt(pageNumber: number, pages: number) {
    await expect(page.getByText(`Trang ${pageNumber} trên ${pages}`, { exact: true })).toBeAttached();
  },
  next: button(page, 'Trang sau'),
  pages: page.locator('.pdfViewer'),
  sheet: (pageNumber: number): Locator => page.locator(`.pdfViewer .page[data-page-number="${pageNumber}"]`),
  /** How wide the first page is shown. */
  async width(): Promise<number> {
    return (await page.locator('.pdfViewer .page').first().boundingBox())?.width ?? 0;
  },
  async find(words: string) {
    const field = page.getByRole('textbox', { name: 'Tìm chữ' });
    if (!(await field.isVisible())) await button(page, 'Tìm trong tài liệu').click();
    await field.fill(words);
  },
  tool: (name: 'Lật trang' | 'Bút' | 'Tẩy' | 'Hoàn tác' | 'Làm lại' | 'Danh sách') =>
    page.getByRole('toolbar', { name: 'Công cụ ghi chú' }).getByRole('button', { name, exact: true }),
  layer: (name: 'Cá nhân' | 'Chung') => page.getByRole('radio', { name, exact: true }),
  async share() {
    await this.layer('Chung').click();
    await button(page.getByRole('dialog'), 'Chuyển sang lớp chung').click();
    await expect(this.layer('Chung')).toHaveAttribute('aria-checked', 'true');
    // As long as it fades it lies over the page.
    await expect(page.getByRole('dialog')).toHaveCount(0);
  },
  /** Puts the pen down on the page that is shown and draws; the stroke is finished by {@link lift}. */
  async press(at: { readonly x: number; readonly y: number }) {
    const box = await this.pages.locator('..').boundingBox();
    if (!box) throw new Error('no page is shown');
    const [x, y] = [box.x + box.width * at.x, box.y + box.height * at.y];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let n = 1; n <= 8; n += 1) await page.mouse.move(x + n * 12, y + (n % 2) * 10);
  },
  async lift() {
    await page.mouse.up();
  },
  async draw(at: { readonly x: number; readonly y: number }) {
    await this.press(at);
    await this.lift();
  },
  /** Everything that is drawn over the paper, in words. */
  async strokes(): Promise<string[]> {
    await this.tool('Danh sách').click();
    const drawer = page.getByRole('dialog', { name: 'Ghi chú trong tài liệu' });
    await expect(drawer).toBeVisible();
    const told = await drawer.getByRole('listitem').allInnerTexts();
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
    return told;
  },
});
