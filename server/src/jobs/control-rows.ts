import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ControlAnswer, type ControlTable, controlAnswer } from '../adapters/control.js';
import { within } from '../adapters/system.js';
import { later } from '../identity/parts.js';
import type { Instant, Vault } from '../storage/ports.js';

// Servers on one MongoDB share no folder in which a socket could lie; what they share is the vault.

/** How often a server looks for rows, and says of what it took that it is still at it. */
export const LOOKS_EVERY_MS = 2000;
/** Who asked gives up a server that has said nothing for so long. */
export const SILENT_MS = 10_000;
const POLL_MS = 250;
/** A row whose asker was killed leaves by itself. */
const FORGOTTEN_MS = 3_600_000;
const PREFIX = 'control/';

const asked = z.strictObject({ command: z.string(), args: z.array(z.string()) });
const answered = z.strictObject({ answer: controlAnswer });
/** Whoever stored this is at it. */
const TAKEN = { taken: true };

export interface ControlRowsParts {
  readonly vault: Vault;
  readonly now: () => Instant;
  readonly table: ControlTable;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
  readonly renewMs?: number;
}

/** Answers what rows of the vault ask; where several servers look, one of them takes each. To be called every few seconds. */
export function createControlRows({ vault, now, table, report, renewMs = LOOKS_EVERY_MS }: ControlRowsParts) {
  const about = { door: 'control' };
  const put = (key: string, value: unknown, version: number) =>
    vault.put(key, value, version, later(now(), FORGOTTEN_MS));
  const failed = (fault: unknown): ControlAnswer => {
    report(fault, about);
    return { ok: false, lines: ['The server could not do it; its log says why.'] };
  };

  async function answer(key: string, version: number, { command, args }: z.infer<typeof asked>) {
    if (!Object.hasOwn(table, command) || (await put(key, TAKEN, version)) === 'moved') return;
    const done = (table[command] as ControlTable[string])(args).catch(failed);
    for (let last = version + 1; ; last += 1) {
      const told = await within(renewMs, done, () => null);
      // Moved: who asked has given this server up.
      if ((await put(key, told ? { answer: told } : TAKEN, last)) === 'moved' || told) return;
    }
  }
  return async function look(): Promise<void> {
    try {
      for (const { key, version, value } of await vault.list(PREFIX, null, 10)) {
        const question = asked.safeParse(value);
        if (question.success) await answer(key, version, question.data);
      }
    } catch (fault) {
      report(fault, about);
    }
  };
}

/**
 * Asks whichever server runs on this store.
 *
 * @returns null if none answers, or the one that began has gone silent. No server will begin after that.
 * @throws StoreFault
 */
export async function askControlRow(
  parts: {
    readonly vault: Vault;
    readonly now: () => Instant;
    readonly pause: (ms: number) => Promise<void>;
    readonly elapsed: () => number;
  },
  command: string,
  args: readonly string[],
): Promise<ControlAnswer | null> {
  const { vault, now, pause, elapsed } = parts;
  const key = `${PREFIX}${randomUUID()}`;
  await vault.put(key, { command, args }, 'absent', later(now(), FORGOTTEN_MS));
  let seen = { version: 1, at: elapsed() };
  for (;;) {
    await pause(POLL_MS);
    const row = await vault.get(key);
    if (!row) return null;
    const told = answered.safeParse(row.value);
    if (row.version !== seen.version) seen = { version: row.version, at: elapsed() };
    const isOver = told.success || elapsed() - seen.at >= SILENT_MS;
    // Moved: a server has come between.
    if (isOver && (await vault.remove(key, row.version)) === 'removed') return told.success ? told.data.answer : null;
  }
}
