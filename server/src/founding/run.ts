import { readFileSync } from 'node:fs';
import { askControl, type ControlAnswer } from '../adapters/control.js';
import { createPdfs } from '../adapters/pdf/pdfs.js';
import { print as printPage } from '../adapters/pdf-make/print.js';
import { createClock } from '../adapters/system.js';
import { type App, type AppParts, createApp } from '../app.js';
import { type Config, ConfigFault, readConfig } from '../config.js';
import { Refused } from '../demo/stage.js';
import { explain, writable } from '../explain.js';
import { openExistingStore, openStore, storeName } from '../open-store.js';
import { loadProfiles } from '../profiles/load.js';
import { readBodyFile } from './body-file.js';
import { HasBody, installBody } from './install-body.js';
import { inviteByName, lineOf, revokeByName } from './invite.js';

export type Env = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

/**
 * `npm run found -- <body.yaml>`: founds a body on an empty store and prints an invitation for each administrator and
 * secretary.
 *
 * @returns the exit code: 0 if it was done, 1 if not, 2 if there was nothing to read.
 */
export async function runFound(args: readonly string[], env: Env, print: Print): Promise<number> {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0) {
    print('npm run found -- <body.yaml>; docs/body.example.yaml shows one');
    return 2;
  }
  return guarded(env, print, async (config) => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (fault) {
      print(`Cannot read ${file}: ${fault instanceof Error ? fault.message : String(fault)}`);
      return 2;
    }
    const read = readBodyFile(text, loadProfiles(), new Date().toISOString());
    if ('faults' in read) {
      for (const { line, path, message } of read.faults)
        print(`${file}${line === null ? '' : `:${line}`}: ${path === '' ? '' : `${path}: `}${message}`);
      return 1;
    }
    writable(config.dataDir);
    try {
      const invitations = await withParts(config, openStore, (parts) => installBody(parts, read.body));
      print(`${read.body.name} is founded: ${read.body.people.length} people. Each opens the own address once:`);
      for (const one of invitations) print(lineOf(one));
      print('Start the server, then; npm run invite -- <name> makes an address for anybody else.');
      return 0;
    } catch (fault) {
      if (fault instanceof HasBody) print(`${storeName(config)} ${fault.message}. Nothing was changed.`);
      else if (fault instanceof Refused) print(`The body cannot be founded so: ${fault.message}`);
      else throw fault;
      return 1;
    }
  });
}

/** `npm run invite -- <name>`: an address for one person, or for the display of a room. */
export const runInvite = (args: readonly string[], env: Env, print: Print): Promise<number> =>
  runForName('invite', args, env, print, inviteByName);

/** `npm run revoke -- <name>`: signs out all tablets of one person, or the display of a room. */
export const runRevoke = (args: readonly string[], env: Env, print: Print): Promise<number> =>
  runForName('revoke', args, env, print, revokeByName);

/** A running server is asked, since it alone may write its store; without one the store is opened for the moment. */
async function runForName(
  command: string,
  args: readonly string[],
  env: Env,
  print: Print,
  work: (app: App, name: string, publicUrl: string, now: string) => Promise<ControlAnswer>,
): Promise<number> {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) {
    print(`npm run ${command} -- <sign-in name, full name, or room>`);
    return 2;
  }
  return guarded(env, print, async (config) => {
    const answer =
      (await askControl(config.dataDir, command, [name])) ??
      (await withParts(config, openExistingStore, async (parts) => {
        const installed = (await parts.store.vault.get('installation'))?.value as { bodyId: string } | undefined;
        if (!installed) return { ok: false, lines: [`${storeName(config)} holds no body yet: npm run found`] };
        const app = await createApp({ ...parts, bodyId: installed.bodyId });
        try {
          return await work(app, name, config.publicUrl, parts.clock.now());
        } finally {
          await app.drain();
        }
      }));
    for (const line of answer.lines) print(line);
    return answer.ok ? 0 : 1;
  });
}

async function guarded(env: Env, print: Print, run: (config: Config) => Promise<number>): Promise<number> {
  let config: Config | null = null;
  try {
    config = readConfig(env);
    return await run(config);
  } catch (fault) {
    const line = explain(fault, config);
    if (line === null) throw fault;
    print(line);
    return 1;
  }
}

async function withParts<Result>(
  config: Config,
  open: typeof openStore,
  run: (parts: Omit<AppParts, 'bodyId'>) => Promise<Result>,
) {
  if (config.publicUrl.endsWith(':0')) throw new ConfigFault(['PORT or PUBLIC_URL: the links need to say where']);
  const clock = createClock(config.clockStart);
  const store = await open(config, clock.now);
  const pdfs = createPdfs();
  const report: AppParts['report'] = (fault) => console.error(fault);
  try {
    const profiles = loadProfiles();
    return await run({ config, store, pdfs, clock, profiles, print: printPage, release: 'found', report });
  } finally {
    await pdfs.close();
    await store.close();
  }
}
