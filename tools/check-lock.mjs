// The lock must name every platform's packages: npm drops those of other platforms when it is made beside node_modules.
import { readFileSync } from 'node:fs';
import { root } from './steps.mjs';

const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
const missing = [];
for (const [path, { optionalDependencies = {} }] of Object.entries(packages))
  for (const name of Object.keys(optionalDependencies)) {
    const nested = `${path}/node_modules/${name}`;
    const known = Object.keys(packages).some((one) => one === nested || one.endsWith(`node_modules/${name}`));
    if (!known) missing.push(`${name}, wanted by ${path}`);
  }
const addressed = Object.entries(packages).filter(([, { resolved }]) => /^https?:/.test(resolved ?? ''));
for (const one of missing) console.error(`package-lock.json lacks ${one}`);
for (const [path] of addressed) console.error(`package-lock.json names a registry host at ${path}`);
if (missing.length + addressed.length > 0) process.exit(1);
console.log('package-lock.json: complete for every platform');
