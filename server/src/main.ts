import pino from 'pino';
import { type ControlTable, openControl } from './adapters/control.js';
import { createPdfs } from './adapters/pdf/pdfs.js';
import { createPrinter } from './adapters/pdf-make/printer.js';
import { createClock } from './adapters/system.js';
import { createApp } from './app.js';
import { type Config, ConfigFault, readConfig } from './config.js';
import { printLinks } from './demo/install.js';
import { setUpDemo } from './demo/set-up.js';
import { explain, writable } from './explain.js';
import { inviteByName, revokeByName } from './founding/invite.js';
import { createControlRows, LOOKS_EVERY_MS } from './jobs/control-rows.js';
import { rebuildByName } from './jobs/rebuild.js';
import { openStore, storeName } from './open-store.js';
import { loadProfiles } from './profiles/load.js';
import { release } from './release.js';

/** Whoever stops servers (systemd: 90 s, Docker: 10 s by default) kills those that take too long. */
const STOP_WITHIN_MS = 20_000;

async function main() {
  let config: Config | null = null;
  try {
    config = readConfig(process.env);
    writable(config.dataDir);
    await run(config);
  } catch (fault) {
    const line = explain(fault, config);
    console.error(line ?? fault);
    process.exit(1);
  }
}

async function run(config: Config) {
  // Standard output is for people; the log goes beside it.
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const report = (fault: unknown, about: Readonly<Record<string, unknown>>) => log.error({ err: fault, ...about });
  const clock = createClock(config.clockStart);
  const profiles = loadProfiles();
  const store = await openStore(config, clock.now);
  const pdfs = createPdfs();
  const printer = createPrinter();
  const parts = { config, store, pdfs, clock, profiles, print: printer.print, release, report };

  const installed = (await store.vault.get('installation'))?.value as { bodyId: string } | undefined;
  if (!installed && !config.demo)
    throw new ConfigFault([
      `${storeName(config)} holds no body yet, and the demonstration is off. Found one with npm run found -- body.yaml; docs/body.example.yaml shows how`,
    ]);
  if (!installed) console.log('Setting up the demonstration body; this takes a minute, once.');
  const bodyId = installed?.bodyId ?? (await setUpDemo(parts, (line) => console.log(line)));

  const app = await createApp({ ...parts, bodyId });
  await app.start();

  // Before it listens: until then there is nothing to drain, and a kill does no harm.
  let control: Awaited<ReturnType<typeof openControl>> | null = null;
  let looks: NodeJS.Timeout | undefined;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      console.error(
        `Stopped after ${STOP_WITHIN_MS / 1000} s with work unfinished; what was answered as saved is saved.`,
      );
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    clearInterval(looks);
    await control?.close();
    await app.drain();
    await pdfs.close();
    await printer.close();
    await store.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());

  const port = await app.listen();
  const address = config.publicUrl.replace(/:0$/, `:${port}`);
  console.log(`E-Cabinet ${release}: ${address}`);
  const rebuild: ControlTable[string] = ([view]) => rebuildByName(app.projector, view ?? '');
  if (config.mongo) {
    const look = createControlRows({ vault: store.vault, now: clock.now, table: { rebuild }, report });
    looks = setInterval(() => void look(), LOOKS_EVERY_MS);
  }
  control = await openControl(
    config.dataDir,
    {
      invite: ([name]) => inviteByName(app, name ?? '', address, clock.now()),
      revoke: ([name]) => revokeByName(app, name ?? ''),
      rebuild,
    },
    report,
  ).catch((fault: unknown) => {
    // A path longer than sockets may have: everything else works.
    report(fault, { door: 'control' });
    return null;
  });
  if (config.demo) for (const line of await printLinks(app, address, clock.now())) console.log(line);
}

await main();
