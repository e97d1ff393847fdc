import type { Locator, Page } from '@playwright/test';
import type { Shell } from './shell.ts';

export class SettingsPage {
  readonly #page: Page;
  readonly vault: Locator;
  readonly keepForSession: Locator;
  readonly backToKeychain: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.vault = page.getByRole('region', { name: 'Vault' });
    this.keepForSession = this.vault.getByRole('button', { name: /session only/i });
    this.backToKeychain = this.vault.getByRole('button', { name: /keychain/i });
  }

  /** Chooses the session-only vault, and confirms what that means if asked. */
  async keepKeysForSession(): Promise<void> {
    await this.keepForSession.click();
    const question = this.#page.getByRole('dialog');
    const confirm = question.getByRole('button', { name: /session/i });
    await confirm.click();
    await question.waitFor({ state: 'hidden' });
  }

  /** Goes to Settings, and ends the demo there. */
  async endDemoFrom(shell: Shell): Promise<void> {
    await shell.goTo('Settings');
    await this.#page.getByRole('button', { name: 'End demo' }).click();
    const question = this.#page.getByRole('dialog');
    await question.getByRole('button', { name: /End/ }).click();
    await question.waitFor({ state: 'hidden' });
  }

  theme(name: 'System' | 'Light' | 'Dark'): Locator {
    return this.#page.getByRole('radio', { name });
  }
}
