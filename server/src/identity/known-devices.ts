import type { Instant, Vault } from '../storage/ports.js';
import { later } from './parts.js';

/** Longer than a month: a body that meets monthly must find the chair's tablet still known. */
export const KNOWN_DEVICE_MS = 180 * 24 * 3_600_000;

/**
 * Devices on which a person has signed in before. Whoever guesses at the chair's name locks that name, but not the
 * chair's own tablet: a known device has a count of its own.
 */
export class KnownDevices {
  constructor(
    private readonly vault: Vault,
    private readonly now: () => Instant,
  ) {}

  async knows(personId: string, deviceId: string): Promise<boolean> {
    return (await this.vault.get(key(personId, deviceId))) !== null;
  }

  async remember(personId: string, deviceId: string): Promise<void> {
    const at = this.now();
    const found = await this.vault.get(key(personId, deviceId));
    // 'moved': the same device was remembered at the same time, which is all that was wanted.
    await this.vault.put(key(personId, deviceId), { at }, found?.version ?? 'absent', later(at, KNOWN_DEVICE_MS));
  }

  async forget(personId: string, deviceId: string): Promise<void> {
    const found = await this.vault.get(key(personId, deviceId));
    if (found !== null) await this.vault.remove(found.key, found.version);
  }

  /** Forgets all devices of a person but one. */
  async forgetAll(personId: string, except?: string): Promise<void> {
    const prefix = key(personId, '');
    for (let after: string | null = null; ; ) {
      const found = await this.vault.list(prefix, after, 100);
      for (const { key: name, version } of found) if (name !== prefix + except) await this.vault.remove(name, version);
      const last = found.at(-1);
      if (last === undefined) return;
      after = last.key;
    }
  }
}

const key = (personId: string, deviceId: string) => `known-device/${personId}/${deviceId}`;
