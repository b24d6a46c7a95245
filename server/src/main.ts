import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import pino from 'pino';
import { createPdfs } from './adapters/pdf/pdfs.js';
import { createPrinter } from './adapters/pdf-make/printer.js';
import { openSqliteStore, StoreInUse, StoreNewer } from './adapters/sqlite/open.js';
import { createClock } from './adapters/system.js';
import { createApp } from './app.js';
import { type Config, ConfigFault, readConfig } from './config.js';
import { installDemo, printLinks } from './demo/install.js';
import { loadProfiles } from './profiles/load.js';
import { Corrupt } from './storage/faults.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** One clear line each for what an administrator can cure. */
function explain(fault: unknown, config: Config | null): string | null {
  if (fault instanceof ConfigFault) return fault.faults.map((one) => `Configuration: ${one}`).join('\n');
  const code = (fault as { code?: string }).code;
  if (code === 'EADDRINUSE')
    return `Port ${config?.port} on ${config?.host} is in use. Set PORT to another, or stop what uses it.`;
  if (code === 'EACCES' && config && config.port < 1024)
    return `Port ${config.port} needs more rights. Set PORT to 1024 or above.`;
  if (code === 'EADDRNOTAVAIL') return `HOST ${config?.host} is not an address of this machine.`;
  if (fault instanceof StoreInUse)
    return `DATA_DIR ${config?.dataDir} is in use by another server. One store, one server.`;
  if (fault instanceof StoreNewer)
    return `DATA_DIR ${config?.dataDir} was written by a newer release. Install that one.`;
  if (fault instanceof Corrupt) return `DATA_DIR ${config?.dataDir} is damaged: ${fault.message}. Nothing was changed.`;
  return null;
}

function writable(folder: string) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ConfigFault([`DATA_DIR: ${folder} cannot be written`]);
  }
}

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
  const store = await openSqliteStore({ folder: config.dataDir, now: clock.now });
  const pdfs = createPdfs();
  const printer = createPrinter();
  const parts = { config, store, pdfs, clock, profiles, print: printer.print, release: version, report };

  const installed = (await store.vault.get('installation'))?.value as { bodyId: string } | undefined;
  if (!installed && !config.demo)
    throw new ConfigFault([`DATA_DIR: ${config.dataDir} holds no body yet, and the demonstration is off`]);
  if (!installed) console.log('Setting up the demonstration body; this takes a minute, once.');
  const bodyId = installed?.bodyId ?? (await setUp(parts));

  const app = await createApp({ ...parts, bodyId });
  await app.start();
  const port = await app.listen();
  const address = config.publicUrl.replace(/:0$/, `:${port}`);
  console.log(`E-Cabinet ${version}: ${address}`);
  if (config.demo) for (const line of await printLinks(app, address, clock.now())) console.log(line);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await app.drain();
    await pdfs.close();
    await printer.close();
    await store.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

/** Its papers come with the product: on a slow machine, with the past being played beside them, they may take long. */
async function setUp(parts: Parameters<typeof installDemo>[0]) {
  const patient = createPdfs(1, { limitMs: 15 * 60_000 });
  try {
    return await installDemo({ ...parts, pdfs: patient }, (line) => console.log(line));
  } finally {
    await patient.close();
  }
}

await main();
