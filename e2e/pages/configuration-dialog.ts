import type { Locator, Page } from '@playwright/test';

/** What a spec says of a configuration. What it leaves out stays as the form has it. */
export interface ConfigurationDraft {
  readonly name?: string;
  /** As the form shows it: `OpenAI-compatible`, `Ollama`. */
  readonly provider?: string;
  readonly model?: string;
  readonly baseUrl?: string;
  readonly systemPrompt?: string;
}

/** `New configuration` or `Edit configuration`, whichever is open. */
export class ConfigurationDialog {
  readonly #page: Page;
  readonly dialog: Locator;
  readonly name: Locator;
  readonly provider: Locator;
  readonly model: Locator;
  readonly baseUrl: Locator;
  readonly systemPrompt: Locator;
  readonly advanced: Locator;
  readonly save: Locator;
  readonly cancel: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: /^(?:New|Edit) configuration/ });
    this.name = this.dialog.getByRole('textbox', { name: 'Name', exact: true });
    this.provider = this.dialog.getByRole('combobox', { name: 'Provider' });
    this.model = this.dialog.getByRole('combobox', { name: 'Model' });
    this.baseUrl = this.dialog.getByRole('textbox', { name: 'Base URL' });
    this.systemPrompt = this.dialog.getByRole('textbox', { name: 'System prompt' });
    this.advanced = this.dialog.getByRole('button', { name: 'Advanced' });
    this.save = this.dialog.getByRole('button', { name: 'Save', exact: true });
    this.cancel = this.dialog.getByRole('button', { name: 'Cancel' });
  }

  async fill(draft: ConfigurationDraft): Promise<void> {
    if (draft.provider !== undefined) await this.chooseProvider(draft.provider);
    if (draft.name !== undefined) await this.name.fill(draft.name);
    if (draft.baseUrl !== undefined) await this.baseUrl.fill(draft.baseUrl);
    if (draft.model !== undefined) await this.model.fill(draft.model);
    if (draft.systemPrompt !== undefined) await this.systemPrompt.fill(draft.systemPrompt);
  }

  async chooseProvider(label: string): Promise<void> {
    await this.provider.click();
    await this.#page.getByRole('option', { name: label, exact: true }).click();
  }

  /** The same without a pointer; the list of providers is open. */
  async chooseProviderByKeys(label: string): Promise<void> {
    const wanted = this.#page.getByRole('option', { name: label, exact: true });
    await wanted.waitFor();
    for (let presses = 0; presses < 10; presses += 1) {
      if (
        (await this.provider.getAttribute('aria-activedescendant')) ===
        (await wanted.getAttribute('id'))
      )
        break;
      await this.#page.keyboard.press('ArrowDown');
    }
    await this.#page.keyboard.press('Enter');
  }

  /** Adds a row to the extra headers; the section `Advanced` is open. */
  async addHeader(name: string, value: string): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Add header' }).click();
    await this.headerName(1).fill(name);
    await this.dialog.getByRole('textbox', { name: 'Header 1 value' }).fill(value);
  }

  headerName(position: number): Locator {
    return this.dialog.getByRole('textbox', { name: `Header ${position} name` });
  }

  /** Fills in, saves, and waits until the dialog has closed. */
  async saveWith(draft: ConfigurationDraft): Promise<void> {
    await this.fill(draft);
    await this.save.click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
