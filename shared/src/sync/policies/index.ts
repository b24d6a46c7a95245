import type { DocName } from '../doc-name.js';
import type { Policy } from '../policy.js';
import { agenda } from './agenda.js';
import { ink } from './ink.js';
import { minutes } from './minutes.js';
import { reading } from './reading.js';

/** A new kind of doc is a name in `doc-name.ts`, a module beside these, and a line here. */
export function policyOf(doc: DocName): Policy {
  switch (doc.kind) {
    case 'agenda':
      return agenda;
    case 'minutes':
      return minutes;
    case 'shared-ink':
      return ink(null);
    case 'private-ink':
      return ink(doc.personId);
    case 'reading':
      return reading(doc.personId);
  }
}
