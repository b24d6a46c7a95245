// Packs the built client of a release for the tests of later ones: `node tools/pack-client.mjs 1`, after `npm run build`,
// at the release's commit and before anything in the protocol or in what docs hold has changed. Never made again.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { root } from './steps.mjs';

const [number] = process.argv.slice(2);
if (!/^[1-9][0-9]*$/.test(number ?? '')) throw new Error('which release? node tools/pack-client.mjs <number>');
const dist = fileURLToPath(new URL('client/dist/', root));
const folder = fileURLToPath(new URL(`e2e/fixtures/older/${number}/`, root));
if (existsSync(`${folder}client.zip`)) throw new Error(`release ${number} is packed already; what is packed stays`);

/** Source maps, the worker that would keep the files a test replaces, and what only papers of rare kinds ask for. */
const leftOut = /\.map$|^\.vite\/|^(sw|workbox-[^/]*)\.js$|^pdfjs\/(cmaps|iccs)\/|_nowasm_fallback\.js$/;
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(dist.length).replace(/^\//, ''))
  .filter((path) => !leftOut.test(path))
  .sort();
// One time for all, so that packing the same build gives the same bytes.
const mtime = new Date('1980-01-01T12:00:00');
const packed = zipSync(
  Object.fromEntries(files.map((path) => [path, [readFileSync(dist + path), { level: 9, mtime }]])),
);
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}client.zip`, packed);
console.log(`${folder}client.zip: ${files.length} files, ${packed.length} bytes`);
