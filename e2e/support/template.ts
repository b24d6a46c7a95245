import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemplate } from './server.js';

/** The morning of the session, before check-in opens. */
export const MORNING = '2026-11-26T00:20:00.000Z';

/** Before all stories: one store with the demonstration in it. Its folder is in `ECAB_TEMPLATE`; removed afterwards. */
export default async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'ecab-template-'));
  await makeTemplate(folder, MORNING);
  process.env.ECAB_TEMPLATE = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
export const template = (): string => {
  const folder = process.env.ECAB_TEMPLATE;
  if (!folder) throw new Error('the template store was not made');
  return folder;
};
