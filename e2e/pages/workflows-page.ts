import type { Locator, Page } from '@playwright/test';
import { startingWith } from './shell.ts';

/** Where workflows are drafted, looked at, edited and kept. */
export class WorkflowsPage {
  readonly #page: Page;
  readonly configuration: Locator;
  readonly words: Locator;
  readonly draft: Locator;
  readonly stop: Locator;
  /** How the draft stands. */
  readonly phase: Locator;
  readonly title: Locator;
  readonly graph: Locator;
  /** All that the graph says, in words; there whether or not it is shown. */
  readonly steps: Locator;
  readonly trigger: Locator;
  readonly details: Locator;
  readonly problems: Locator;
  readonly draftDetails: Locator;
  readonly editor: Locator;
  readonly instruction: Locator;
  readonly revise: Locator;
  readonly proposal: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly save: Locator;
  readonly saved: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.configuration = page.getByRole('combobox', { name: 'Configuration' });
    this.words = page.getByRole('textbox', { name: 'Describe the workflow' });
    this.draft = page.getByRole('button', { name: 'Draft workflow' });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.phase = page.locator('header').getByRole('status');
    this.title = page.getByRole('main').getByRole('heading', { level: 2 }).first();
    this.graph = page.getByRole('region', { name: 'Workflow graph' });
    this.steps = this.graph.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    this.trigger = this.graph.getByText(/^Trigger:/);
    this.details = page.getByRole('complementary', { name: 'Step details' });
    this.problems = page.getByRole('list', { name: 'Problems' }).getByRole('button');
    this.draftDetails = page.getByRole('region', { name: 'Draft details' });
    this.editor = page.getByRole('textbox', { name: 'Workflow as JSON' });
    this.instruction = page.getByRole('textbox', { name: 'What to change' });
    this.revise = page.getByRole('button', { name: 'Revise' });
    this.proposal = page.getByRole('region', { name: 'Proposed revision' });
    this.undo = page.getByRole('button', { name: 'Undo' });
    this.redo = page.getByRole('button', { name: 'Redo' });
    this.save = page.getByRole('button', { name: 'Save', exact: true });
    this.saved = page.getByRole('list', { name: 'Saved workflows' }).getByRole('listitem');
    this.search = page.getByRole('searchbox', { name: 'Search workflows' });
  }

  async describe(words: string): Promise<void> {
    await this.words.fill(words);
    await this.draft.click();
  }

  tab(name: 'Graph' | 'JSON' | 'Mermaid'): Locator {
    return this.#page.getByRole('tab', { name, exact: true });
  }

  /** A step of the drawing, found by how its name begins. */
  box(name: string): Locator {
    return this.graph.getByRole('application').getByRole('button', { name: startingWith(name) });
  }

  /** One figure of the draft, found by its name. */
  figure(name: string): Locator {
    return this.draftDetails
      .getByRole('term')
      .filter({ hasText: name })
      .locator('xpath=following-sibling::dd[1]');
  }

  /** Puts another text in the place of the JSON. */
  async rewrite(text: string): Promise<void> {
    await this.tab('JSON').click();
    await this.editor.fill(text);
  }

  savedOne(name: string): Locator {
    return this.saved.filter({ hasText: name });
  }

  async open(name: string): Promise<void> {
    await this.savedOne(name).getByRole('button').first().click();
  }

  async choose(name: string, action: string): Promise<void> {
    await this.savedOne(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click();
    await this.#page.getByRole('menuitem', { name: action }).click();
  }

  /** What one of the export actions downloads. */
  async download(press: () => Promise<void>): Promise<{ name: string; text: string }> {
    const [download] = await Promise.all([this.#page.waitForEvent('download'), press()]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
  }

  async import(name: string, text: string): Promise<void> {
    await this.#page
      .getByLabel('File with a workflow')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  }
}
