import { expect, test } from 'vitest';
import { createPatientPdfs } from '../adapters/pdf/pdfs.js';
import { createClock } from '../adapters/system.js';
import { memoryStore } from '../storage/memory.js';
import { mortal, partsOf, START, told } from './demo.fixture.js';
import { installDemo } from './install.js';

test('killed again and again, it holds in the end what it holds when nothing happens', async () => {
  const pdfs = createPatientPdfs();
  // Which bytes stand on the issued minutes is not what is asked here.
  const print = async () => new TextEncoder().encode('%PDF-1.7');
  const opened = () => {
    const clock = createClock(START);
    return { clock, store: memoryStore({ now: clock.now }) };
  };
  const [one, other] = [opened(), opened()];
  await installDemo(partsOf({ ...one, pdfs, print }));
  const attempts = [2, 31, 44, 90, 333, 700, 1201, 2500];
  for (const last of attempts) {
    const killed = partsOf({ clock: other.clock, store: mortal(other.store, last), pdfs, print });
    await expect(installDemo(killed), `killed at write ${last}`).rejects.toThrow();
    expect(await other.store.vault.get('installation')).toBeNull();
  }
  await installDemo(partsOf({ ...other, pdfs, print }));
  const [once, often] = [await told(one.store), await told(other.store)];
  expect([...often.keys()]).toEqual([...once.keys()]);
  for (const [stream, happened] of once) expect(often.get(stream), stream).toEqual(happened);
  await pdfs.close();
});
