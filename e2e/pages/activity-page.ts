import type { Locator, Page } from '@playwright/test';
import { exportAs } from './export-menu.ts';

/** What a row of the audit log says; what is left out is not looked at. */
export interface AuditRow {
  readonly member?: string | RegExp;
  readonly action: string;
  readonly target?: string;
  readonly outcome?: 'Done' | 'Failed' | 'Denied' | 'Noted' | 'Begun';
}

export type AuditFilterName = 'Configuration or member' | 'Done by' | 'Action' | 'Time';

/** The audit log. */
export class ActivityPage {
  readonly #page: Page;
  readonly log: Locator;
  readonly verify: Locator;
  /** Said of the log once it has been verified. */
  readonly integrity: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.log = page.getByRole('table', { name: 'Audit log' });
    this.verify = page.getByRole('button', { name: 'Verify integrity' });
    this.integrity = page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /\b(?:Intact|Broken|Not all sealed)\./ });
  }

  /** Every row that says all of that. */
  rows({ member, action, target, outcome }: AuditRow): Locator {
    let rows = this.log.getByRole('row').filter({ has: this.#cell(action) });
    if (member !== undefined) rows = rows.filter({ has: this.#cell(member) });
    if (target !== undefined) rows = rows.filter({ has: this.#cell(target) });
    if (outcome !== undefined) rows = rows.filter({ has: this.#cell(outcome) });
    return rows;
  }

  /** How many records are in sight, the head not counted. */
  async count(): Promise<number> {
    return (await this.log.getByRole('row').count()) - 1;
  }

  async filter(name: AuditFilterName, option: string): Promise<void> {
    await this.#page.getByRole('combobox', { name }).click();
    await this.#page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Exports what the filters let through. Resolves with the file that was saved. */
  export(format: 'JSON' | 'CSV'): Promise<{ name: string; text: string }> {
    return exportAs(this.#page, format);
  }

  #cell(words: string | RegExp): Locator {
    return this.#page.getByRole('cell', { name: words, exact: true });
  }
}
