/** What is done with a long table on a page, and how long that takes. Times are in milliseconds. */
import { quantile } from './frames.ts';

interface ListPage {
  /** In the address, after the `#`. */
  readonly path: string;
  /** The accessible name of its table. */
  readonly table: string;
}

/** Runs in the page. Leaves and comes back: until the first row is there. */
export async function open({ path, table }: ListPage): Promise<number> {
  const rows = () => document.querySelectorAll(`table[aria-label="${table}"] tbody tr`).length;
  location.hash = '/settings';
  while (rows() > 0) await new Promise(requestAnimationFrame);
  const began = performance.now();
  location.hash = path;
  while (rows() === 0) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

/** Runs in the page. Types into the search: until as many rows are listed as are wanted. */
export async function search(asked: {
  readonly table: string;
  readonly words: string;
  readonly found: number;
}): Promise<number> {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  const table = () => document.querySelector(`table[aria-label="${asked.table}"]`);
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  const began = performance.now();
  setter?.call(field, asked.words);
  field?.dispatchEvent(new Event('input', { bubbles: true }));
  while (table()?.getAttribute('aria-rowcount') !== String(asked.found + 1)) {
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

/** Runs in the page. Until the row of that name, at the other end, is in sight. */
export async function jump(name: string): Promise<number> {
  const rows = () => [...document.querySelectorAll('table tbody tr')];
  const inSight = (row: Element) =>
    row.textContent?.startsWith(name) === true && row.getBoundingClientRect().top < innerHeight;
  const began = performance.now();
  scrollTo(0, document.documentElement.scrollHeight);
  while (!rows().some(inSight)) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

/** Runs in the page. 120 frames of a fast wheel, up and down: how long each took, in order of length. */
export async function scroll(): Promise<number[]> {
  const stepPx = 240;
  const frames: number[] = [];
  let last = await new Promise<number>(requestAnimationFrame);
  for (let step = 0; step < 120; step += 1) {
    scrollBy(0, step % 20 < 10 ? -stepPx : stepPx);
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames.sort((a, b) => a - b);
}

/** Prints the median of each deed at both sizes, and what the larger costs of the smaller. */
export function printRatios(
  deeds: readonly string[],
  few: { readonly size: string; readonly times: Readonly<Record<string, readonly number[]>> },
  many: typeof few,
): void {
  const table: Record<string, Record<string, string>> = {};
  for (const deed of deeds) {
    const [one, other] = [few, many].map(({ times }) => quantile(times[deed] ?? [], 0.5));
    table[deed] = {
      [`${few.size} (ms)`]: one?.toFixed(1) ?? '',
      [`${many.size} (ms)`]: other?.toFixed(1) ?? '',
      ratio: `${((other ?? 0) / (one ?? 1)).toFixed(2)} x`,
    };
  }
  console.table(table);
}
