import { askControl, type ControlAnswer } from '../adapters/control.js';
import { createClock, elapsed, pause } from '../adapters/system.js';
import { guarded } from '../backup/run.js';
import type { Config } from '../config.js';
import { openExistingStore, storeName } from '../open-store.js';
import { askControlRow, SILENT_MS } from './control-rows.js';
import { createLoneProjector } from './lone-projector.js';
import { type ProjectedView, type Projector, projectedViews } from './projector.js';

const usage = `npm run rebuild -- <view>    one of ${projectedViews.join(', ')}, or all`;
const viewNamed = (name: string): ProjectedView | undefined => projectedViews.find((one) => one === name);

/** What the command line and the running server answer to `rebuild <view>`. @throws StoreFault */
export async function rebuildByName(projector: Pick<Projector, 'rebuild'>, name: string): Promise<ControlAnswer> {
  const view = viewNamed(name);
  if (!view && name !== 'all') return { ok: false, lines: [`${name} is no view. ${usage}`] };
  await projector.rebuild(view);
  return { ok: true, lines: [view ? `The view ${view} is made anew.` : 'All views are made anew.'] };
}

/**
 * `npm run rebuild -- <view>`: a running server is asked, since it alone may write an embedded store, and tells its
 * tablets: by the socket of this machine, or by a row of the vault on MongoDB, wherever it runs. Without one the store
 * is opened for the moment.
 *
 * @returns the exit code: 0 if it was done, 1 if not, 2 if there is no such view.
 */
export async function runRebuild(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<number> {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0 || (!viewNamed(name) && name !== 'all')) {
    print(usage);
    return 2;
  }
  return guarded(env, print, async (config) => {
    const answer = (await askControl(config.dataDir, 'rebuild', [name])) ?? (await opened(config, name, print));
    for (const line of answer.lines) print(line);
    return answer.ok ? 0 : 1;
  });
}

async function opened(config: Config, name: string, print: (line: string) => void): Promise<ControlAnswer> {
  const { now } = createClock(config.clockStart);
  const store = await openExistingStore(config, now);
  try {
    const { vault } = store;
    const installed = (await vault.get('installation'))?.value as { bodyId: string } | undefined;
    if (!installed) return { ok: false, lines: [`${storeName(config)} holds no body yet.`] };
    if (config.mongo) {
      const answer = await askControlRow({ vault, now, pause, elapsed }, 'rebuild', [name]);
      if (answer) return answer;
      print(`No server answered within ${SILENT_MS / 1000} s; it is done from here.`);
    }
    return await rebuildByName(createLoneProjector(store, installed.bodyId), name);
  } finally {
    await store.close();
  }
}
