import { z } from 'zod';
import { mapOf, type Policy, value } from '../policy.js';

export const pageKey = (versionId: string, pageIndex: number) => `${versionId}-${pageIndex}`;
const pages = mapOf(/^[A-Za-z0-9._~-]{1,150}-(0|[1-9][0-9]{0,5})$/, value(z.literal(1)));

/** Which pages a person has read: root `pages`, keys `{versionId}-{pageIndex}`, value 1. Written by that person only. */
export const reading = (owner: string): Policy => ({
  depth: 1,
  root: (name) => (name === 'pages' ? pages : null),
  mayWrite: (_, personId) => personId === owner,
});
