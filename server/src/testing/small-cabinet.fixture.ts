import { readFileSync } from 'node:fs';
import { createPdfs } from '../adapters/pdf/pdfs.js';
import { print } from '../adapters/pdf-make/print.js';
import { createClock } from '../adapters/system.js';
import { readConfig } from '../config.js';
import { readBodyFile } from '../founding/body-file.js';
import { installBody } from '../founding/install-body.js';
import { loadProfiles } from '../profiles/load.js';
import type { Store } from '../storage/ports.js';
import { openCabinet, type TestCabinet } from './app.fixture.js';

const EXAMPLE = new URL('../../../docs/body.example.yaml', import.meta.url);
export const bodyStream = 'body/ubnd-xa-dong-khe';
/** Its administrator. */
export const ADMIN = 'p-quan-tri';

/** A cabinet of the body that the example founds, on this store; founded now if the store is empty. */
export async function openSmallCabinet(store: Store, start: string): Promise<TestCabinet> {
  if ((await store.vault.get('installation')) === null) {
    const profiles = loadProfiles();
    const read = readBodyFile(readFileSync(EXAMPLE, 'utf8'), profiles, start);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const config = readConfig({ PORT: '0', CLOCK_START: start });
    const report = (fault: unknown) => {
      throw fault;
    };
    const pdfs = createPdfs();
    const clock = createClock(start);
    await installBody({ config, store, pdfs, clock, profiles, print, release: 'test', report }, read.body);
    await pdfs.close();
  }
  return openCabinet({ start, store });
}
