import { createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import { headText } from '@ecab/shared/heads/slice';
import { z } from 'zod';
import type { Vault } from '../storage/ports.js';

const KEY = 'key/ledger';
const jwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string(), x: z.string() });

export interface Signer {
  /** The public key, base64url; its first 16 hex digits stand in the minutes. */
  readonly publicKey: string;
  signHead(stream: string, head: { of: number; hash: string }): { signature: string; key: string };
  /** Signs a package's manifest, as the text that its format gives. */
  sealPackage(text: string): { signature: string; key: string };
}
/** The key that signs heads lies in the Vault; the first server to start makes it. */
export async function openSigner(vault: Vault): Promise<Signer> {
  let stored = await vault.get(KEY);
  while (!stored) {
    const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    await vault.put(KEY, { kty: 'OKP', crv: 'Ed25519', d: made.d, x: made.x }, 'absent');
    stored = await vault.get(KEY);
  }
  const parsed = jwk.parse(stored.value);
  const key = createPrivateKey({ key: parsed as JsonWebKey, format: 'jwk' });
  const signed = (text: string) => ({
    signature: sign(null, Buffer.from(text), key).toString('base64url'),
    key: parsed.x,
  });
  return { publicKey: parsed.x, signHead: (stream, head) => signed(headText(stream, head)), sealPackage: signed };
}
/** The first 16 hex digits of a public key given in base64url. */
export const keyDigits = (publicKey: string): string =>
  Buffer.from(publicKey, 'base64url').toString('hex').slice(0, 16);
