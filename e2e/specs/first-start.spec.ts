import { expect, test } from '../fixtures.ts';
import { OllamaServer } from '../providers/ollama-server.ts';

test('adding a provider opens the form', async ({ keywell }) => {
  await keywell.firstStart.addProvider.click();
  await expect(keywell.configurations.dialog.dialog).toBeVisible();
  await keywell.configurations.dialog.cancel.click();
  await expect(keywell.firstStart.addProvider).toBeVisible();
});

test('the demo comes on without a restart, streams, and is marked wherever it shows', async ({
  keywell,
}) => {
  await keywell.firstStart.tryDemo.click();
  await expect(keywell.firstStart.tryDemo).toBeHidden();

  await keywell.shell.goTo('Configurations');
  const rows = keywell.configurations.table
    .getByRole('row')
    .filter({ has: keywell.page.getByRole('button') });
  await expect(rows.first()).toContainText('Simulated');
  const simulated = await rows.count();
  await expect(rows.filter({ hasText: 'Simulated' })).toHaveCount(simulated);

  await keywell.shell.defaultChip.click();
  await expect(keywell.shell.defaultOptions.filter({ hasText: 'Simulated' })).toHaveCount(
    simulated,
  );
  await keywell.page.keyboard.press('Escape');

  await keywell.shell.goTo('Generate');
  await expect(keywell.page.getByRole('main')).toContainText('Simulated');
  await keywell.generate.ask('Tell me about wells');
  await expect(keywell.generate.answer).toContainText(/\w+/);
  await expect(keywell.generate.detail('Finish reason')).toContainText('Complete', {
    timeout: 30_000,
  });
  await expect(keywell.generate.detail('Output tokens')).toContainText(/[1-9]/);
});

test('ending the demo takes its configurations away, and no other', async ({ keywell, chat }) => {
  await keywell.firstStart.tryDemo.click();
  await expect(keywell.firstStart.tryDemo).toBeHidden();
  await keywell.register({ name: 'My own', baseUrl: chat.baseUrl });
  await keywell.settings.endDemoFrom(keywell.shell);
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.row('My own')).toBeVisible();
  await expect(keywell.configurations.table).not.toContainText('Simulated');
});

test('--demo starts with the simulated configurations', async ({ stoppedKeywell: keywell }) => {
  await keywell.start({ flags: ['--demo'] });
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.table).toContainText('Simulated');
  await keywell.restart({ flags: ['--demo'] });
  await keywell.shell.goTo('Configurations');
  const names = await keywell.configurations.table.getByRole('row').allInnerTexts();
  expect(new Set(names).size).toBe(names.length);
});

test('a model that Ollama has installed becomes a configuration by one click', async ({
  stoppedKeywell: keywell,
}) => {
  const ollama = await OllamaServer.start();
  await keywell.start({ environment: { OLLAMA_HOST: ollama.origin } });
  await expect(keywell.firstStart.useModel('llama3.2:latest')).toBeVisible();
  await keywell.firstStart.useModel('qwen3:8b').click();
  await expect(keywell.firstStart.tryDemo).toBeHidden();
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.answer).toContainText('Drawn from the local well.');
  expect((await ollama.takeGeneration()).json).toMatchObject({ model: 'qwen3:8b' });
  await keywell.stop();
  await ollama.close();
});

test('where Ollama does not run, the page says so and how to start it', async ({ keywell }) => {
  await expect(keywell.page.getByRole('main')).toContainText('Ollama does not answer at');
  await expect(keywell.page.getByRole('main')).toContainText('ollama serve');
});
