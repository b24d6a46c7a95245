import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import type { Cabinet } from '../support/server.js';

export const TABLET = { viewport: { width: 1180, height: 820 }, hasTouch: true };
export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const WALL = { viewport: { width: 1920, height: 1080 } };

/** What each device asked of anybody but the cabinet: on a closed network nobody would answer. */
const askedOutside = new WeakMap<BrowserContext, string[]>();
function watch(page: Page, { url }: Cabinet) {
  const inside = new URL(url).host;
  const outside: string[] = [];
  askedOutside.set(page.context(), outside);
  const asks = (asked: string) => {
    const { protocol, host } = new URL(asked);
    if (/^(https?|wss?):$/.test(protocol) && host !== inside) outside.push(asked);
  };
  page.context().on('request', (request) => asks(request.url()));
  page.on('websocket', (socket) => asks(socket.url()));
}

/** A device of its own, signed in by the link whose label holds this text. */
export async function signIn(browser: Browser, cabinet: Cabinet, label: string, size: object): Promise<Page> {
  const page = await (await browser.newContext(size)).newPage();
  watch(page, cabinet);
  await signInAgain(page, cabinet, label);
  return page;
}
export async function signInAgain(page: Page, cabinet: Cabinet, label: string) {
  await page.goto(cabinet.link(label));
  await expect(page).not.toHaveURL(/sign-in/);
}
/**
 * The line of a device: cut, and back. Chromium's own switch lets new sockets through, so a page that is loaded without
 * a line would have one.
 */
export async function lineOf(page: Page): Promise<{ cut(): Promise<void>; mend(): Promise<void> }> {
  const context = page.context();
  let isCut = false;
  await context.routeWebSocket(/\/socket\.io\//, (socket) => (isCut ? socket.close() : socket.connectToServer()));
  const set = (cut: boolean) => {
    isCut = cut;
    return context.setOffline(cut);
  };
  return { cut: () => set(true), mend: () => set(false) };
}
export const button = (on: Page | Locator, name: string | RegExp) =>
  on.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });

/** The dialog's own button, and the dialog is gone. */
export async function confirm(page: Page, name: string | RegExp) {
  await button(page.getByRole('dialog'), name).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** No violation of WCAG 2.2 AA on the screen as it stands; nor has this device asked anybody outside so far (X15). */
export async function accessible(page: Page, screen: string) {
  expect(askedOutside.get(page.context()) ?? [], 'asked outside').toEqual([]);
  // What slides in has arrived; what pulses as long as it waits is not waited for.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
        .map((one) => one.finished),
    ),
  );
  // And the screen stands still: its parts scroll, not itself.
  const tooTall = () =>
    [...document.querySelectorAll('html, body, #root, #root > *')]
      .filter((one) => one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0)
      .filter((one) => getComputedStyle(one).overflowY !== 'auto')
      .map((one) => `${one.tagName}.${one.className}: ${one.scrollHeight} in ${one.clientHeight}`);
  expect(await page.evaluate(tooTall), screen).toEqual([]);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // The pages of a paper are the file's own.
    .exclude('.pdfViewer')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes[0]?.html}`)).toEqual([]);
}

/** A finger moves over the middle of this part of the screen: up by a positive distance. */
export async function swipeUp(page: Page, part: Locator, distance: number) {
  const box = await part.boundingBox();
  if (!box) throw new Error('nothing to swipe over');
  const session = await page.context().newCDPSession(page);
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2 + distance / 2)];
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by = 0) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: y - by }] });
  await touch('touchStart');
  for (let n = 1; n <= 10; n += 1) await touch('touchMove', (distance * n) / 10);
  await touch('touchEnd');
  await session.detach();
}

/** @returns how many messages that hold this text the page has sent, from its next connection on. */
export function countSent(page: Page, text: string): () => number {
  let sent = 0;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (payload.toString().includes(text) && payload.toString().includes('doc:update')) sent += 1;
    }),
  );
  return () => sent;
}
