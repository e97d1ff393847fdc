import type { Locator, Page } from '@playwright/test';
import { startingWith } from './shell.ts';

export type RoleName = 'Owner' | 'Editor' | 'Key manager' | 'Auditor' | 'Member';

interface MemberDraft {
  readonly name: string;
  readonly roles: readonly RoleName[];
  readonly passcode?: string;
}

/** Who there is and what each may do, and the dialogs that open from it. */
export class TeamPage {
  readonly #page: Page;
  readonly members: Locator;
  readonly addMember: Locator;
  readonly memberDialog: Locator;
  readonly actAsDialog: ActAsDialog;

  constructor(page: Page) {
    this.#page = page;
    this.members = page.getByRole('table', { name: 'Members' });
    this.addMember = page.getByRole('button', { name: 'Add member' });
    this.memberDialog = page.getByRole('dialog', { name: /^(?:Add|Edit) member/ });
    this.actAsDialog = new ActAsDialog(page);
  }

  row(name: string): Locator {
    return this.members.getByRole('row', { name: startingWith(name) });
  }

  /** A role in the open dialog. */
  role(name: RoleName): Locator {
    return this.memberDialog.getByRole('checkbox', { name, exact: true });
  }

  async add({ name, roles, passcode }: MemberDraft): Promise<void> {
    await this.addMember.click();
    await this.memberDialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.choose(roles);
    if (passcode !== undefined) {
      await this.memberDialog.getByLabel('Passcode', { exact: true }).fill(passcode);
      await this.memberDialog.getByLabel('Repeat passcode').fill(passcode);
    }
    await this.save();
  }

  /** Ticks those roles in the open dialog, and no other. */
  async choose(roles: readonly RoleName[]): Promise<void> {
    for (const box of await this.memberDialog.getByRole('checkbox').all()) {
      const name = await box.evaluate((input: HTMLInputElement) => input.labels?.[0]?.innerText);
      await box.setChecked(roles.some((role) => role === name));
    }
  }

  async save(): Promise<void> {
    await this.memberDialog.getByRole('button', { name: 'Save' }).click();
    await this.memberDialog.waitFor({ state: 'hidden' });
  }

  async actions(name: string): Promise<void> {
    await this.members.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  }

  action(action: 'Edit' | 'Remove'): Locator {
    return this.#page.getByRole('menuitem', { name: startingWith(action) });
  }

  async remove(name: string): Promise<void> {
    await this.actions(name);
    await this.action('Remove').click();
    const question = this.#page.getByRole('dialog', { name: startingWith(`Remove ${name}`) });
    await question.getByRole('button', { name: 'Remove' }).click();
    await question.waitFor({ state: 'hidden' });
  }

  /** Of a member who has one. */
  async changePasscode(name: string, passcode: string): Promise<void> {
    await this.actions(name);
    await this.action('Edit').click();
    await this.memberDialog.getByRole('button', { name: 'Change passcode' }).click();
    await this.memberDialog.getByLabel('New passcode').fill(passcode);
    await this.memberDialog.getByLabel('Repeat passcode').fill(passcode);
    await this.save();
  }

  /** Asks for the passcode of a member who has one. */
  async actAs(name: string): Promise<void> {
    await this.row(name).getByRole('button', { name: 'Act as' }).click();
  }
}

/** `Act as NAME`, or `Choose who you are`, whichever is open. */
export class ActAsDialog {
  readonly dialog: Locator;
  readonly passcode: Locator;
  readonly submit: Locator;
  /** How long it takes until the next try, counting down. */
  readonly timer: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(?:Act as|Choose who you are)/ });
    this.passcode = this.dialog.getByLabel('Passcode');
    this.submit = this.dialog.getByRole('button', { name: 'Act as' });
    this.timer = this.dialog.getByRole('timer');
  }

  member(name: string): Locator {
    return this.dialog.getByRole('button', { name: startingWith(name) });
  }

  async enter(passcode: string): Promise<void> {
    await this.passcode.fill(passcode);
    await this.submit.click();
  }
}
