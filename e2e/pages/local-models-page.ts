import type { Locator, Page } from '@playwright/test';
import { startingWith } from './shell.ts';

export type ModelAction =
  | 'Details'
  | 'Use in Generate'
  | 'Create configuration'
  | 'Load now'
  | 'Copy…'
  | 'Delete';

/** What Ollama has, does and gets. */
export class LocalModelsPage {
  readonly #page: Page;
  /** How the server fares. */
  readonly status: Locator;
  readonly name: Locator;
  readonly pull: Locator;
  readonly advanced: Locator;
  readonly insecure: Locator;
  /** The pulls that are under way, and those that have ended. */
  readonly pulls: Locator;
  readonly installed: Locator;
  readonly running: Locator;
  readonly search: Locator;
  readonly deleteSelected: Locator;
  /** In the header, while something is being pulled. */
  readonly chip: Locator;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.status = main
      .getByRole('status')
      .filter({ hasText: /Running|Not running|Failing|Looking/ });
    this.name = page.getByRole('textbox', { name: 'Model to pull' });
    this.pull = page.getByRole('button', { name: 'Pull', exact: true });
    this.advanced = page.getByRole('button', { name: 'Advanced' });
    this.insecure = page.getByRole('checkbox', { name: 'Allow an insecure registry' });
    this.pulls = page.getByRole('region', { name: 'Pulls' });
    this.installed = page.getByRole('table', { name: 'Installed models' });
    this.running = page.getByRole('table', { name: 'Running models' });
    this.search = page.getByRole('searchbox', { name: 'Search models' });
    this.deleteSelected = page.getByRole('button', { name: 'Delete selected' });
    this.chip = page.getByRole('banner').getByRole('link', { name: /^Pulling/ });
  }

  /** What stands in the place of the models while there is none to show. */
  notice(title: string): Locator {
    return this.#page.getByRole('heading', { name: title });
  }

  async pullModel(name: string): Promise<void> {
    await this.name.fill(name);
    await this.pull.click();
  }

  progress(name: string): Locator {
    return this.#page.getByRole('progressbar', { name: `Pulling ${name}`, exact: true });
  }

  cancel(name: string): Locator {
    return this.#page.getByRole('button', { name: `Cancel pull of ${name}`, exact: true });
  }

  goOn(name: string): Locator {
    return this.#page.getByRole('button', { name: `Go on with pull of ${name}`, exact: true });
  }

  tryAgain(name: string): Locator {
    return this.#page.getByRole('button', { name: `Try again with pull of ${name}`, exact: true });
  }

  dismiss(name: string): Locator {
    return this.#page.getByRole('button', { name: `Dismiss pull of ${name}`, exact: true });
  }

  /** Writes down all that the bar of a pull says from now on; asked for once the pull is over. */
  async recordBytes(name: string): Promise<() => Promise<readonly number[]>> {
    await this.#page.evaluate(recordTitles, `Pulling ${name}`);
    return async () => {
      const titles = await this.#page.evaluate(() => window.recordedTitles);
      return titles.map((title) => bytesIn(title).completed);
    };
  }

  /** All that is said of a pull. */
  pullOf(name: string): Locator {
    return this.pulls.getByRole('listitem').filter({ hasText: name });
  }

  /** The bytes of a pull that is under way, as its bar says them. */
  async bytesOf(
    name: string,
  ): Promise<{ readonly completed: number; readonly total: number | null }> {
    return bytesIn((await this.progress(name).getAttribute('title')) ?? '');
  }

  async chooseServer(baseUrl: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: 'Server' }).click();
    await this.#page.getByRole('option', { name: baseUrl }).click();
  }

  installedRow(name: string): Locator {
    return this.installed
      .getByRole('row')
      .filter({ has: this.#page.getByRole('rowheader', { name, exact: true }) });
  }

  runningRow(name: string): Locator {
    return this.running.getByRole('row', { name: startingWith(name) });
  }

  select(name: string): Locator {
    return this.installed.getByRole('checkbox', { name: `Select ${name}`, exact: true });
  }

  async choose(name: string, action: ModelAction): Promise<void> {
    await this.installed.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await this.#page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  dialog(title: string | RegExp): Locator {
    return this.#page.getByRole('dialog', { name: title });
  }

  async unload(name: string): Promise<void> {
    await this.running.getByRole('button', { name: `Unload ${name}`, exact: true }).click();
  }
}

declare global {
  interface Window {
    recordedTitles: string[];
  }
}

/** Runs in the page. */
function recordTitles(label: string): void {
  window.recordedTitles = [];
  const note = () => {
    const title = document.querySelector(`[aria-label="${label}"]`)?.getAttribute('title');
    if (title && title !== window.recordedTitles.at(-1)) window.recordedTitles.push(title);
  };
  new MutationObserver(note).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['title'],
  });
}

/** @example bytesIn('1,500 of 3,000 bytes') // { completed: 1_500, total: 3_000 } */
function bytesIn(exact: string): { readonly completed: number; readonly total: number | null } {
  const figures = exact.match(/[\d,]+/g) ?? [];
  const [completed = 0, total = null] = figures.map((one) => Number(one.replaceAll(',', '')));
  return { completed, total };
}
