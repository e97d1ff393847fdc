import type { Locator, Page } from '@playwright/test';
import type { Shell } from './shell.ts';

export class SettingsPage {
  readonly #page: Page;
  readonly vault: Locator;
  readonly keepForSession: Locator;
  readonly backToKeychain: Locator;
  readonly checkAgain: Locator;
  readonly rotate: Locator;
  readonly rotateDialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.vault = page.getByRole('region', { name: 'Vault' });
    this.keepForSession = this.vault.getByRole('button', {
      name: 'Keep keys for this session only',
    });
    this.backToKeychain = this.vault.getByRole('button', { name: 'Use the keychain again' });
    this.checkAgain = this.vault.getByRole('button', { name: 'Check again' });
    this.rotate = page.getByRole('button', { name: 'Rotate encryption key' });
    this.rotateDialog = page.getByRole('dialog', { name: /^Rotate the encryption key/ });
  }

  /** Chooses the session-only vault, and confirms what that means. */
  async keepKeysForSession(): Promise<void> {
    await this.keepForSession.click();
    const question = this.#page.getByRole('dialog');
    await question.getByRole('button', { name: 'Keep in memory' }).click();
    await question.waitFor({ state: 'hidden' });
  }

  /** Types the word into the open dialog, and presses its button. */
  async confirmRotation(word: string): Promise<void> {
    await this.rotateDialog.getByRole('textbox').fill(word);
    await this.rotateDialog.getByRole('button', { name: 'Rotate encryption key' }).click();
  }

  /** Goes to Settings, and ends the demo there. */
  async endDemoFrom(shell: Shell): Promise<void> {
    await shell.goTo('Settings');
    await this.#page.getByRole('button', { name: 'End the demo' }).click();
    const question = this.#page.getByRole('dialog');
    await question.getByRole('button', { name: 'End the demo' }).click();
    await question.waitFor({ state: 'hidden' });
  }

  theme(name: 'System' | 'Light' | 'Dark'): Locator {
    return this.#page.getByRole('radio', { name });
  }
}
