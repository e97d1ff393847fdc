/**
 * What the renderer loads before a page is opened: its entry and every chunk that comes with it, gzipped.
 * Reads the built tree; exits with 1 when the budget is exceeded.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

const budgetKb = 180;
const rendererFolder = join(import.meta.dirname, '..', 'out', 'renderer');

interface FirstLoad {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** Follows static imports from what the page names; `import()` is what opening a page does. */
function firstLoad(folder: string): FirstLoad {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
    ([, path = '']) => path,
  );
  const scripts = new Set(named.filter((path) => path.endsWith('.js')));
  for (const path of scripts) {
    const code = readFileSync(join(folder, path), 'utf8');
    for (const [, imported = ''] of code.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g))
      scripts.add(posix.join(dirname(path), imported));
  }
  return { scripts: [...scripts], styles: named.filter((path) => path.endsWith('.css')) };
}

/** In kB of 1,000 bytes, as a server would send it. */
function gzippedKb(folder: string, path: string): number {
  return gzipSync(readFileSync(join(folder, path)), { level: 9 }).byteLength / 1_000;
}

if (!existsSync(join(rendererFolder, 'index.html'))) {
  console.error('There is no built renderer to weigh. Build first: npm run build');
  process.exit(2);
}

const { scripts, styles } = firstLoad(rendererFolder);
let total = 0;
for (const path of scripts) {
  const kb = gzippedKb(rendererFolder, path);
  total += kb;
  console.log(`  ${kb.toFixed(1).padStart(6)} kB  ${basename(path)}`);
}
const stylesTotal = styles.reduce((sum, path) => sum + gzippedKb(rendererFolder, path), 0);
console.log(
  `renderer-size: ${total.toFixed(1)} kB of ${budgetKb} kB gzipped JavaScript before a page is opened ` +
    `(ratio ${(total / budgetKb).toFixed(2)}); styles ${stylesTotal.toFixed(1)} kB`,
);
if (total > budgetKb) process.exitCode = 1;
