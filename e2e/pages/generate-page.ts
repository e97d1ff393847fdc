import type { Locator, Page } from '@playwright/test';

export type RunDetail =
  | 'Time to first token'
  | 'Tokens per second'
  | 'Input tokens'
  | 'Output tokens'
  | 'Cost'
  | 'Finish reason'
  | 'Load time';

/** Where a prompt is run. */
export class GeneratePage {
  readonly #page: Page;
  readonly configuration: Locator;
  readonly prompt: Locator;
  readonly systemPrompt: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  readonly copy: Locator;
  readonly answer: Locator;
  /** Unfolds what the model thought before it answered. */
  readonly reasoning: Locator;
  readonly details: Locator;
  /** Why a run failed, and what to do next. */
  readonly failure: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.configuration = page.getByRole('combobox', { name: 'Configuration' });
    this.prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
    this.systemPrompt = page.getByRole('textbox', { name: 'System prompt' });
    this.run = page.getByRole('button', { name: 'Run', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.copy = page.getByRole('button', { name: 'Copy', exact: true });
    this.answer = page.getByRole('region', { name: 'Answer' });
    this.reasoning = page.locator('summary', { hasText: 'Reasoning' });
    this.details = page.getByRole('region', { name: 'Run details' });
    this.failure = page.getByRole('main').getByRole('alert');
  }

  /** One figure of the run details, found by its name. */
  detail(name: RunDetail): Locator {
    return this.details
      .getByRole('term')
      .filter({ hasText: name })
      .locator('xpath=following-sibling::dd[1]');
  }

  option(name: string | RegExp): Locator {
    return this.#page.getByRole('option', { name });
  }

  async choose(option: string | RegExp): Promise<void> {
    await this.configuration.click();
    await this.option(option).click();
  }

  async ask(prompt: string): Promise<void> {
    await this.prompt.fill(prompt);
    await this.run.click();
  }
}
