import { hash, verify } from '@node-rs/argon2';

/** `stored` is a PHC string: it carries salt and cost, so the cost can be raised without locking anyone out. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(stored: string, password: string): Promise<boolean>;
}

// OWASP's first choice for argon2id (the package's default algorithm): 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * argon2id. At most `atOnce` run at a time: a hall that signs in together, or a storm of guesses, would otherwise hold
 * every thread of the pool that file reads need too.
 */
export function argon2Hasher(atOnce = 2): PasswordHasher {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      // The place is handed on, not freed: a newcomer cannot slip in between.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }
  return {
    hash: (password) => inTurn(() => hash(password, cost)),
    verify: (stored, password) => inTurn(() => verify(stored, password)),
  };
}
