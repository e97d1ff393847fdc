import { expect, newKey, test } from '../fixtures.ts';

const url = 'https://models.example/v1';

const previews: readonly {
  readonly provider: string;
  readonly baseUrl: string;
  readonly shows: string;
}[] = [
  {
    provider: 'OpenAI-compatible',
    baseUrl: 'https://models.example/v1',
    shows: 'https://models.example/v1/chat/completions',
  },
  {
    provider: 'OpenAI-compatible',
    baseUrl: 'https://models.example/v1/',
    shows: 'https://models.example/v1/chat/completions',
  },
  {
    provider: 'OpenAI-compatible',
    baseUrl: 'https://models.example/v1/chat/completions',
    shows: 'https://models.example/v1/chat/completions',
  },
  {
    provider: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    shows: 'http://127.0.0.1:11434/api/chat',
  },
];

for (const { provider, baseUrl, shows } of previews) {
  test(`the form shows where requests for ${provider} at ${baseUrl} go`, async ({ keywell }) => {
    await keywell.register({ name: 'Already here', baseUrl: url });
    await keywell.shell.goTo('Configurations');
    const { dialog, newConfiguration } = keywell.configurations;
    await newConfiguration.click();
    await dialog.fill({ provider, baseUrl });
    await expect(dialog.dialog.getByText('Requests go to')).toContainText(
      `Requests go to ${shows}`,
    );
  });
}

test('what the form shows is where a run goes', async ({ keywell, chat }) => {
  await keywell.register({ name: 'Already here', baseUrl: url });
  await keywell.shell.goTo('Configurations');
  const { configurations, generate, shell } = keywell;
  await configurations.newConfiguration.click();
  await configurations.dialog.fill({
    provider: 'OpenAI-compatible',
    name: 'House model',
    baseUrl: `${chat.baseUrl}/chat/completions`,
    model: 'keystone-1',
  });
  const shown = await configurations.dialog.dialog.getByText('Requests go to').innerText();
  await configurations.dialog.save.click();
  await configurations.keyDialog.enter(newKey());
  await shell.goTo('Generate');
  await generate.choose(/^House model/);
  await generate.ask('Hello');
  const { path } = await chat.takeGeneration();
  expect(shown).toContain(`${new URL(chat.baseUrl).origin}${path}`);
});

test('a copy has the same fields under another name, and no key', async ({ keywell }) => {
  const key = newKey();
  const { id } = await keywell.register({ name: 'Alder', baseUrl: url, tags: ['prod'] }, key);
  await keywell.shell.goTo('Configurations');
  const { configurations } = keywell;
  await configurations.choose('Alder', 'Duplicate');
  await expect(configurations.table.getByRole('row')).toHaveCount(3);
  const copy = configurations.table.getByRole('row').filter({ hasText: 'No key' });
  await expect(copy).toHaveAccessibleName(/^Alder.+copy|^Alder.*2|^Copy of Alder/i);
  const all = (await keywell.request('configurations.list', {})).configurations;
  const added = all.find((one) => one.id !== id);
  const { name: _, ...fields } = await keywell.fieldsOf(added?.id ?? '');
  const { name: __, ...original } = await keywell.fieldsOf(id);
  expect(fields).toEqual(original);
  await expect(configurations.row('Alder').filter({ hasText: key.slice(-4) })).toHaveCount(1);
});

test("a key of another provider's make is warned of, and saved if the person insists", async ({
  keywell,
}) => {
  await keywell.register({ provider: 'openai', authentication: 'key' });
  await keywell.shell.goTo('Configurations');
  const { configurations } = keywell;
  await configurations.choose('House model', 'Set key');
  const { keyDialog } = configurations;
  // As another provider's keys begin; put together here, so that it stands in no file.
  const key = ['sk', 'ant', newKey()].join('-');
  await keyDialog.key.fill(key);
  await keyDialog.save.click();
  await expect(keyDialog.problem).toContainText('This looks like a key for Anthropic, not OpenAI.');
  await expect(configurations.row('House model')).toContainText('No key');
  await keyDialog.dialog.getByRole('button', { name: 'Save it anyway' }).click();
  await expect(keyDialog.dialog).toBeHidden();
  await expect(configurations.row('House model')).toContainText(`Key ending in ${key.slice(-4)}`);
});
