import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOnMongo, startMongo } from './on-mongo.js';
import { makeTemplate } from './server.js';

/** The morning of the session, before check-in opens. */
export const MORNING = '2026-11-26T00:20:00.000Z';

/** Members who sit in the November session with a tablet that no story looks at. */
export const VOTERS = [
  'p-dang',
  'p-duom',
  'p-truong',
  'p-uong',
  'p-tuong',
  'p-due',
  'p-thoai',
  'p-tru',
  'p-thuan-nnmt',
  'p-hoa',
  'p-thuy',
  'p-sam',
  'p-dieu',
  'p-an',
  'p-xuyen',
  'p-ngoi',
] as const;

/** Before all stories: one store with the demonstration in it. Its folder is in `ECAB_TEMPLATE`; removed afterwards. */
export default async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'ecab-template-'));
  await makeTemplate(folder, MORNING, VOTERS);
  process.env.ECAB_TEMPLATE = folder;
  const end = isOnMongo() ? await startMongo() : async () => {};
  return async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
}
export const template = (): string => {
  const folder = process.env.ECAB_TEMPLATE;
  if (!folder) throw new Error('the template store was not made');
  return folder;
};
