import type { Locator, Page } from '@playwright/test';
import { exportAs } from './export-menu.ts';
import type { RunDetail } from './generate-page.ts';
import { startingWith } from './shell.ts';

/** Where configurations are compared. */
export class ComparePage {
  readonly #page: Page;
  readonly prompt: Locator;
  readonly systemPrompt: Locator;
  readonly repeats: Locator;
  readonly addConfiguration: Locator;
  readonly runAll: Locator;
  readonly stopAll: Locator;
  readonly resume: Locator;
  readonly difference: Locator;
  /** What a screen reader is told of how columns ended. */
  readonly ends: Locator;
  /** How many answers there are, of many prompts. */
  readonly progress: Locator;
  /** A row for each of many prompts. */
  readonly results: Locator;
  readonly summary: Locator;
  readonly saved: Locator;
  readonly searchSaved: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
    this.systemPrompt = page.getByRole('textbox', { name: 'System prompt' });
    this.repeats = page.getByRole('textbox', { name: 'Repeats' });
    this.addConfiguration = page.getByRole('button', { name: 'Add configuration' });
    this.runAll = page.getByRole('button', { name: 'Run all' });
    this.stopAll = page.getByRole('button', { name: 'Stop all' });
    this.resume = page.getByRole('button', { name: 'Resume' });
    this.difference = page.getByRole('button', { name: 'Difference' });
    this.ends = page.getByRole('status', { name: 'Ends' });
    this.progress = page.getByRole('progressbar', { name: 'Answers' });
    this.results = page.getByRole('table', { name: 'Results' });
    this.summary = page.getByRole('table', { name: 'Summary' });
    this.saved = page.getByRole('list', { name: 'Saved comparisons' });
    this.searchSaved = page.getByRole('searchbox', { name: 'Search comparisons' });
  }

  column(name: string): Column {
    return new Column(this.#page.getByRole('region', { name, exact: true }));
  }

  /** A configuration that can be added, in the open list. */
  choice(name: string): Locator {
    return this.#page.getByRole('option', { name: startingWith(name) });
  }

  async add(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.addConfiguration.click();
      await this.choice(name).click();
      await this.column(name).region.waitFor();
    }
  }

  async run(prompt: string): Promise<void> {
    await this.prompt.fill(prompt);
    await this.runAll.click();
  }

  order(name: 'All at once' | 'One after the other'): Locator {
    return this.#page.getByText(name, { exact: true });
  }

  async choosePrompts(name: string, text: string): Promise<void> {
    const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
    await this.#page.getByLabel('File with prompts').setInputFiles(file);
  }

  async openSaved(name: string): Promise<void> {
    await this.saved.getByRole('button', { name: startingWith(name) }).click();
  }

  async chooseSaved(name: string, action: 'Run again' | 'Rename' | 'Delete'): Promise<void> {
    await this.saved.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
    await this.#page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  /** Opens the answers to one of many prompts; `number` counts from 1. */
  async openPrompt(number: number): Promise<void> {
    await this.results.getByRole('button', { name: new RegExp(`^${number} `) }).click();
  }

  export(format: 'Markdown' | 'JSON' | 'CSV'): Promise<{ name: string; text: string }> {
    return exportAs(this.#page, format);
  }
}

/** One configuration with its answer. */
class Column {
  readonly region: Locator;
  readonly output: Locator;
  readonly stop: Locator;
  readonly retry: Locator;
  readonly best: Locator;

  constructor(region: Locator) {
    this.region = region;
    this.output = region.getByRole('group', { name: 'Output' });
    this.stop = region.getByRole('button', { name: 'Stop', exact: true });
    this.retry = region.getByRole('button', { name: 'Retry', exact: true });
    this.best = region.getByRole('button', { name: 'Best answer' });
  }

  figure(name: RunDetail | 'Total time'): Locator {
    return this.region
      .getByRole('term')
      .filter({ hasText: name })
      .locator('xpath=following-sibling::dd[1]');
  }
}
