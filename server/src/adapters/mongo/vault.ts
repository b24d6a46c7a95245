import { assertPortable } from '@ecab/shared/kit/portable';
import { checkCount, checkInstant, checkKey, checkPrefix } from '../../storage/checks.js';
import { Corrupt } from '../../storage/faults.js';
import type { Instant, Secret, Vault } from '../../storage/ports.js';
import { type Call, insertIfAbsent, untilSeen } from './calls.js';
import type { Models, SecretDoc } from './documents.js';
import { startsWith } from './patterns.js';

const HOUR_MS = 3_600_000;
const REMEMBERED_MS = 30 * 24 * HOUR_MS;
const LISTED_AT_ONCE = 200;
/** The rest is forgotten an hour later. */
const FORGOTTEN_AT_ONCE = 1000;

/**
 * A new version is a new document, inserted if that version is absent; the highest one counts and the others are removed.
 * What was removed or has expired stays as a version for a month, so that none is given twice.
 */
export function mongoVault(call: Call, { vault }: Models, now: () => Instant): Vault {
  let sweptAt = 0;

  async function latest(key: string): Promise<SecretDoc | null> {
    const [found] = await call(() => vault.find({ key }).sort({ key: 1, version: -1 }).limit(1).lean<SecretDoc[]>());
    return found ?? null;
  }
  const isLive = (doc: SecretDoc): boolean => doc.value !== null && (doc.expiresAt === null || doc.expiresAt > now());
  const liveVersion = (doc: SecretDoc | null): number | 'absent' => (doc && isLive(doc) ? doc.version : 'absent');

  /** @returns whether the key's version was still `after`. */
  async function succeed(key: string, after: number, value: string | null, expiresAt: string | null): Promise<boolean> {
    const version = after + 1;
    const doc = { _id: `${key}/${version}`, key, version, value, expiresAt };
    if (!(await insertIfAbsent(call, vault, doc))) {
      await untilSeen(async () => ((await latest(key))?.version ?? 0) >= version);
      return false;
    }
    // Versions that were followed are removed, so one of them may have been free: then this one came too late.
    const head = await latest(key);
    if (head && head.version > version) {
      await call(() => vault.deleteOne({ _id: doc._id }));
      return false;
    }
    await call(() => vault.deleteMany({ key, version: { $lt: version } }));
    return true;
  }

  /** Secrets that expired leave the database within an hour of writes. */
  async function sweep() {
    const at = Date.parse(now());
    if (Math.abs(at - sweptAt) < HOUR_MS) return;
    sweptAt = at;
    const expired = new Date(at).toISOString();
    const forgotten = new Date(at - REMEMBERED_MS).toISOString();
    await call(() =>
      vault.updateMany({ expiresAt: { $lte: expired }, value: { $ne: null } }, { $set: { value: null } }),
    );
    const past = await call(() =>
      vault
        .find({ expiresAt: { $lte: forgotten } }, { key: 1, version: 1 })
        .limit(FORGOTTEN_AT_ONCE)
        .lean<SecretDoc[]>(),
    );
    // With those before it: one that a crash left behind would count again.
    const upTo = past.map(({ key, version }) => ({ deleteMany: { filter: { key, version: { $lte: version } } } }));
    if (upTo.length > 0) await call(() => vault.collection.bulkWrite(upTo));
  }

  return {
    async get(key) {
      checkKey(key);
      const found = await latest(key);
      return found && isLive(found) ? secretFrom(found) : null;
    },

    async put(key, value, expect, expiresAt) {
      checkKey(key);
      assertPortable(value);
      if (expect !== 'absent') checkCount(expect);
      if (expiresAt !== undefined) checkInstant(expiresAt);
      const json = JSON.stringify(value);
      await sweep();
      const stored = await latest(key);
      if (liveVersion(stored) !== expect) return 'moved';
      return (await succeed(key, stored?.version ?? 0, json, expiresAt ?? null)) ? 'stored' : 'moved';
    },

    async list(prefix, after, limit) {
      checkPrefix(prefix);
      if (after !== null) checkKey(after);
      checkCount(limit);
      const found: Secret[] = [];
      let from = after;
      while (found.length < limit) {
        const page = await call(() =>
          vault
            .find({
              $and: [
                prefix === '' ? {} : { key: { $gte: prefix } },
                prefix === '' ? {} : { key: { $regex: startsWith(prefix) } },
                from === null ? {} : { key: { $gt: from } },
              ],
            })
            .sort({ key: 1, version: -1 })
            .limit(LISTED_AT_ONCE)
            .lean<SecretDoc[]>(),
        );
        for (const [at, doc] of page.entries()) {
          const followed = at > 0 ? page[at - 1]?.key === doc.key : from === doc.key;
          if (!followed && isLive(doc) && found.length < limit) found.push(secretFrom(doc));
        }
        const end = page.at(-1);
        if (!end || page.length < LISTED_AT_ONCE) break;
        from = end.key;
      }
      return found;
    },

    async remove(key, version) {
      checkKey(key);
      checkCount(version);
      const stored = await latest(key);
      if (liveVersion(stored) !== version) return 'moved';
      return (await succeed(key, version, null, now())) ? 'removed' : 'moved';
    },
  };
}

function secretFrom({ key, version, value }: SecretDoc): Secret {
  try {
    return { key, version, value: JSON.parse(String(value)) as unknown };
  } catch (error) {
    throw new Corrupt(error instanceof Error ? error.message : String(error));
  }
}
