import { nameOf, withMany } from '../app/many-configurations.ts';
import { expect, test } from '../fixtures.ts';

const count = 10_000;

test('ten thousand configurations are scrolled, searched, edited and saved', async ({
  stoppedKeywell: keywell,
}) => {
  await keywell.start();
  await keywell.register({ name: nameOf(0), baseUrl: 'https://models.example/v1' });
  await keywell.stop();
  await keywell.editRegistry((registry) => withMany(registry, count));
  await keywell.start();
  const { configurations, page, shell } = keywell;
  await shell.goTo('Configurations');

  await test.step('all are there, only those in sight are drawn', async () => {
    await expect(configurations.table).toHaveAttribute('aria-rowcount', String(count + 1));
    await expect(configurations.row(nameOf(0))).toBeVisible();
    expect(await configurations.table.getByRole('row').count()).toBeLessThan(200);
  });

  await test.step('to the end and back', async () => {
    await page.keyboard.press('End');
    await expect(configurations.row(nameOf(count - 1))).toBeInViewport();
    await expect(configurations.row(nameOf(0))).toBeHidden();
    await page.keyboard.press('Home');
    await expect(configurations.row(nameOf(0))).toBeInViewport();
  });

  await test.step('found by a few letters', async () => {
    await configurations.search.fill('07123');
    await expect(configurations.row(nameOf(7_123))).toBeVisible();
    await expect(configurations.row(nameOf(0))).toBeHidden();
    await expect(page.getByRole('status').filter({ hasText: '1 of 10,000' })).toBeVisible();
  });

  await test.step('edited and saved in place', async () => {
    await configurations.choose(nameOf(7_123), 'Edit');
    await configurations.dialog.saveWith({ model: 'keystone-2' });
    await expect(configurations.row(nameOf(7_123))).toContainText('keystone-2');
    await configurations.choose(nameOf(7_123), 'Set as default');
    await expect(shell.defaultChip).toHaveAccessibleName(/Model 07123\s*Default$/);
  });

  await test.step('one more, and one fewer', async () => {
    await configurations.search.fill('');
    await configurations.newConfiguration.click();
    await configurations.dialog.saveWith({
      provider: 'Ollama',
      name: 'A new one',
      baseUrl: 'http://127.0.0.1:9',
      model: 'llama3.2',
    });
    await configurations.search.fill('A new one');
    await expect(configurations.row('A new one')).toBeVisible();
    await configurations.delete('A new one');
    await expect(page.getByRole('heading', { name: 'No configuration matches' })).toBeVisible();
  });

  await test.step('chosen by name in the palette and on Generate', async () => {
    await shell.palette.openByKeys();
    await page.keyboard.type('Edit Model 09876');
    await expect(shell.palette.option(/Edit Model 09876/)).toBeVisible();
    await page.keyboard.press('Escape');
    await shell.goTo('Generate');
    await keywell.generate.configuration.fill('Model 04321');
    await expect(keywell.generate.option(/Model 04321/)).toBeVisible();
  });

  await test.step('exported, and looked through for an import', async () => {
    await shell.goTo('Settings');
    const { text } = await keywell.transfer.exported();
    await keywell.transfer.choose(text);
    await expect(keywell.transfer.row(nameOf(0))).toContainText('Same');
    await expect(keywell.transfer.carryOut).toHaveText('Nothing to import');
    await page.keyboard.press('Escape');
  });

  await keywell.restart();
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(/Model 07123\s*Default$/);
});
