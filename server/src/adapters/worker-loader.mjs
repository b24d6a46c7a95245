// Module hooks for worker threads started from TypeScript sources; see worker.ts. Never part of what is shipped:
// the compiler does not copy it, and compiled code does not ask for it.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'rolldown/utils';

const shared = new URL('../../../shared/src/', import.meta.url);

export function resolve(specifier, context, next) {
  const own = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  if (own && specifier.endsWith('.js')) return next(specifier.replace(/\.js$/, '.ts'), context);
  const [, inShared] = /^@ecab\/shared\/(.+)$/.exec(specifier) ?? [];
  return next(inShared ? new URL(`${inShared}.ts`, shared).href : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code, errors } = await transform(path, await readFile(path, 'utf8'), { sourcemap: false });
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors.map((one) => one.message).join('; ')}`);
  return { format: 'module', source: code, shortCircuit: true };
}
