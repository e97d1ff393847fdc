import { AxeBuilder } from '@axe-core/playwright';
import type { Keywell } from '../app/keywell.ts';
import { expect, newKey, test } from '../fixtures.ts';
import type { PageName } from '../pages/shell.ts';
import { Gate } from '../providers/gate.ts';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// Each looks at many places in turn, and axe takes its time for each.
test.describe.configure({ timeout: 240_000 });

const themes = ['light', 'dark'] as const;

/** Asserts that axe finds nothing against WCAG 2.2 AA in what is on the page now. */
async function expectAccessible(keywell: Keywell): Promise<void> {
  await settled(keywell);
  const { violations } = await new AxeBuilder({ page: keywell.page }).withTags(levels).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
  expect(found).toEqual([]);
}

/** Half-faded text has no contrast that anybody will see: waits until nothing moves. */
async function settled(keywell: Keywell): Promise<void> {
  await keywell.page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );
}

for (const theme of themes) {
  test.describe(`in the ${theme} theme`, () => {
    test.beforeEach(async ({ keywell }) => {
      await keywell.request('settings.update', { theme });
      await expect(keywell.page.locator('html')).toHaveAttribute(
        'data-mantine-color-scheme',
        theme,
      );
    });

    test('the first start', async ({ keywell }) => {
      await expect(keywell.firstStart.tryDemo).toBeVisible();
      await expectAccessible(keywell);
    });

    const pages: readonly PageName[] = [
      'Generate',
      'Compare',
      'Workflows',
      'Configurations',
      'Local models',
      'Activity',
      'Team',
      'Settings',
    ];
    test('every page', async ({ keywell, chat }) => {
      await keywell.register({ name: 'With a key', baseUrl: chat.baseUrl }, newKey());
      await keywell.register({ name: 'Lacking one', authentication: 'key', baseUrl: chat.baseUrl });
      await keywell.request('demo.start', {});
      for (const name of pages) {
        await test.step(name, async () => {
          await keywell.shell.goTo(name);
          await expectAccessible(keywell);
        });
      }
    });

    test('a run under way, complete and failed', async ({ keywell, chat }) => {
      const gate = new Gate();
      chat.answerNext({
        steps: [
          { reasoning: 'Thinking of wells.' },
          { text: '# Wells\n\nSome `code`, a [link](https://example.org) and\n\n' },
          { text: '```ts\nconst deep = true;\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n' },
          { hold: gate },
        ],
      });
      await keywell.register({ baseUrl: chat.baseUrl }, newKey());
      await keywell.shell.goTo('Generate');
      await keywell.generate.ask('Tell me');
      await expect(keywell.generate.answer).toContainText('const deep');
      await expectAccessible(keywell);
      gate.release();
      await expect(keywell.generate.detail('Finish reason')).toContainText('Complete');
      await expectAccessible(keywell);

      chat.key = 'another';
      await keywell.generate.ask('Tell me');
      await expect(keywell.generate.failure).toBeVisible();
      await expectAccessible(keywell);
    });

    test('every dialog, menu and list', async ({ keywell, chat }) => {
      const { configurations, shell } = keywell;
      const name = 'House model';
      await keywell.register({ name, baseUrl: chat.baseUrl }, newKey());
      await shell.goTo('Configurations');
      const { page } = keywell;

      await test.step('New configuration, with its refusals', async () => {
        await configurations.newConfiguration.click();
        await configurations.dialog.advanced.click();
        await configurations.dialog.save.click();
        await expect(configurations.dialog.name).toHaveAttribute('aria-invalid', 'true');
        await expectAccessible(keywell);
        await configurations.dialog.cancel.click();
        await expect(configurations.dialog.dialog).toBeHidden();
      });
      await test.step('the menu of a row', async () => {
        await configurations.actionsOf(name).click();
        await expect(configurations.action('Edit')).toBeVisible();
        await expectAccessible(keywell);
        await page.keyboard.press('Escape');
      });
      for (const [action, title] of [
        ['Replace key', /^Replace key/],
        ['Remove key', /^Remove/],
        ['Delete', /^Delete/],
      ] as const) {
        await test.step(action, async () => {
          await configurations.choose(name, action);
          const dialog = configurations.confirmation(title);
          await expect(dialog).toBeVisible();
          await expectAccessible(keywell);
          await dialog.getByRole('button', { name: 'Cancel' }).click();
          await expect(dialog).toBeHidden();
        });
      }
      await test.step('the switcher', async () => {
        await shell.defaultChip.click();
        await expect(shell.defaultOptions.first()).toBeVisible();
        await expectAccessible(keywell);
        await page.keyboard.press('Escape');
      });
      await test.step('the palette', async () => {
        await shell.palette.openByKeys();
        await expectAccessible(keywell);
        await page.keyboard.press('Escape');
        await expect(shell.palette.dialog).toBeHidden();
      });
      await test.step('the shortcuts', async () => {
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
        await expectAccessible(keywell);
      });
    });
  });
}
