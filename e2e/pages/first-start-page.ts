import type { Locator, Page } from '@playwright/test';

/** What stands on a page while there is no configuration: three ways in. */
export class FirstStartPage {
  readonly #page: Page;
  readonly addProvider: Locator;
  readonly tryDemo: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.addProvider = page.getByRole('button', { name: 'Add a provider' });
    this.tryDemo = page.getByRole('button', { name: 'Try the demo' });
  }

  /** Creates a configuration from a model that Ollama has installed. */
  useModel(name: string): Locator {
    return this.#page.getByRole('button', { name: new RegExp(RegExp.escape(name)) });
  }
}
