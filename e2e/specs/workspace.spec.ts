import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import type { Keywell } from '../app/keywell.ts';
import { Canary } from '../canary.ts';
import { expect, newKey, test } from '../fixtures.ts';

const url = 'https://models.example/v1';

/** Every configuration as it can be edited, by name. */
async function fieldsByName(keywell: Keywell): Promise<Record<string, ConfigurationFields>> {
  const { configurations } = await keywell.request('configurations.list', {});
  const fields = await Promise.all(configurations.map(({ id }) => keywell.fieldsOf(id)));
  return Object.fromEntries(fields.map((one) => [one.name, one]));
}

async function exported(keywell: Keywell): Promise<string> {
  return (await keywell.request('workspace.export', {})).text;
}

/** An export with one thing in it changed. */
function edited(text: string, name: string, changes: Record<string, unknown>): string {
  const file: { configurations: { name: string }[] } = JSON.parse(text);
  return JSON.stringify({
    ...file,
    configurations: file.configurations.map((one) =>
      one.name === name ? { ...one, ...changes } : one,
    ),
  });
}

test('what is exported comes back the same in an empty workspace, without its keys', async ({
  keywell,
  ollama,
}) => {
  const key = newKey();
  const canary = new Canary(key);
  await keywell.register(
    {
      name: 'Alder "quoted", é',
      baseUrl: url,
      temperature: 0.3,
      maxOutputTokens: 512,
      systemPrompt: 'Answer\nlike a well.',
      headers: { 'X-Title': 'Keywell' },
      idleTimeoutMs: 7_000,
      tags: ['prod'],
      notes: 'Kept.',
    },
    key,
  );
  await keywell.register({
    name: 'Birch',
    provider: 'ollama',
    baseUrl: ollama.origin,
    contextLength: 8_192,
    keepAlive: '10m',
  });
  const before = await fieldsByName(keywell);
  const { hint, fingerprint } = Object.values((await keywell.registry()).keys)[0] ?? {};

  await keywell.shell.goTo('Settings');
  const file = await keywell.transfer.exported();
  expect(file.name).toMatch(/^keywell-configurations-.*\.json$/);
  expect(canary.searchText(file.text, file.name)).toEqual([]);
  expect(file.text).not.toContain(`"${hint}"`);
  expect(file.text).not.toContain(fingerprint);
  expect(file.text).not.toMatch(/hint|fingerprint|setAt|revision|createdAt/);

  for (const name of Object.keys(before)) {
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.delete(name);
  }
  await expect(keywell.configurations.empty).toBeVisible();

  const { transfer } = keywell;
  await keywell.shell.goTo('Settings');
  await transfer.choose(file.text);
  await expect(transfer.row('Alder')).toContainText('New');
  await expect(transfer.row('Birch')).toContainText('New');
  await expect(transfer.carryOut).toHaveText('Import 2 configurations');
  await transfer.confirm();
  expect(await fieldsByName(keywell)).toEqual(before);
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.row('Alder')).toContainText('No key');
  await expect(keywell.configurations.row('Birch')).toContainText('Not required');
});

test('what is there already is left alone', async ({ keywell }) => {
  await keywell.register({ name: 'Alder', baseUrl: url }, newKey());
  const text = await exported(keywell);
  const before = await keywell.registry();
  await keywell.shell.goTo('Settings');
  await keywell.transfer.choose(text);
  await expect(keywell.transfer.row('Alder')).toContainText('Same');
  await expect(keywell.transfer.carryOut).toHaveText('Nothing to import');
  await expect(keywell.transfer.carryOut).toBeDisabled();
  expect(await keywell.registry()).toEqual(before);
});

test.describe('where a name is taken by a different one', () => {
  const conflict = async (keywell: Keywell, key?: string) => {
    await keywell.register({ name: 'Alder', baseUrl: url, model: 'keystone-1' }, key);
    await keywell.register({ name: 'Birch', baseUrl: url });
    const text = edited(await exported(keywell), 'Alder', { model: 'keystone-2' });
    await keywell.shell.goTo('Settings');
    await keywell.transfer.choose(text);
    await expect(keywell.transfer.row('Alder')).toContainText('Name taken');
    await expect(keywell.transfer.row('Birch')).toContainText('Same');
  };

  test('it is skipped, unless something else is chosen', async ({ keywell }) => {
    await conflict(keywell);
    await expect(keywell.transfer.row('Alder')).toContainText('stays as it is');
    await expect(keywell.transfer.carryOut).toBeDisabled();
  });

  test('it is replaced, and keeps its key', async ({ keywell, chat }) => {
    const key = newKey();
    await keywell.register({ name: 'Alder', baseUrl: chat.baseUrl, model: 'keystone-1' }, key);
    const text = edited(await exported(keywell), 'Alder', { model: 'keystone-1-mini' });
    const { transfer } = keywell;
    await keywell.shell.goTo('Settings');
    await transfer.choose(text);
    await transfer.onConflict('Replace');
    await expect(transfer.row('Alder')).toContainText('Its key stays.');
    await transfer.confirm();

    await keywell.shell.goTo('Configurations');
    await expect(keywell.configurations.row('Alder')).toContainText('keystone-1-mini');
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    const asked = await chat.takeGeneration();
    expect(asked.json).toMatchObject({ model: 'keystone-1-mini' });
    expect(asked.bearer).toBe(key);
  });

  test('it is not replaced where its key would go to another host', async ({ keywell }) => {
    await keywell.register({ name: 'Alder', baseUrl: url }, newKey());
    const elsewhere = { baseUrl: 'https://elsewhere.example/v1' };
    const text = edited(await exported(keywell), 'Alder', elsewhere);
    await keywell.shell.goTo('Settings');
    const { transfer } = keywell;
    await transfer.choose(text);
    await transfer.onConflict('Replace');
    await expect(transfer.row('Alder')).toContainText('It has a stored key');
    await expect(transfer.problem).toContainText('Alder cannot be replaced');
    await expect(transfer.carryOut).toBeHidden();
    const refused = keywell.request('workspace.import', { text, conflicts: 'replace' });
    await expect(refused).rejects.toThrow('Nothing was imported');
    expect(await keywell.registryFile()).not.toContain('elsewhere.example');
  });

  test('both are kept, the new one under another name and without a key', async ({ keywell }) => {
    const key = newKey();
    await conflict(keywell, key);
    await keywell.transfer.onConflict('Keep both');
    await expect(keywell.transfer.carryOut).toHaveText('Import 1 configuration');
    await keywell.transfer.confirm();
    const { configurations, shell } = keywell;
    await shell.goTo('Configurations');
    await expect(configurations.table.getByRole('row')).toHaveCount(4);
    const kept = configurations.row('Alder').filter({ hasText: 'keystone-1' });
    await expect(kept).toContainText(`Key ending in ${key.slice(-4)}`);
    const added = configurations.row('Alder').filter({ hasText: 'keystone-2' });
    await expect(added).toContainText('No key');
  });
});

const refused: readonly {
  readonly what: string;
  readonly changes: () => Record<string, unknown>;
  readonly says: string | RegExp;
}[] = [
  {
    what: 'a key in a header',
    changes: () => ({ headers: { 'X-Api-Key': newKey() } }),
    says: /"X-Api-Key".*"Set key"/,
  },
  {
    what: 'a key in the notes',
    changes: () => ({ notes: `The key is ${newKey()}` }),
    says: /looks like a key/,
  },
  { what: 'a field that does not belong to it', changes: () => ({ apiKey: newKey() }), says: /./ },
  {
    what: 'a base URL with credentials',
    changes: () => ({ baseUrl: 'https://me:secret@models.example/v1' }),
    says: /must not hold a user name or password/,
  },
];

for (const { what, changes, says } of refused) {
  test(`a file with ${what} is refused in a sentence, whole`, async ({ keywell }) => {
    await keywell.register({ name: 'Alder', baseUrl: url });
    await keywell.register({ name: 'Birch', baseUrl: url });
    const changed = changes();
    const text = edited(await exported(keywell), 'Birch', { name: 'Cedar', ...changed });
    const before = await keywell.registry();
    const { transfer } = keywell;
    await keywell.shell.goTo('Settings');
    await transfer.choose(text);
    const row = transfer.preview.getByRole('row').filter({ hasText: 'Invalid' });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText(says);
    await expect(transfer.problem).toContainText(
      'One configuration in the file cannot be imported',
    );
    await expect(transfer.carryOut).toBeHidden();
    await expect(keywell.request('workspace.import', { text, conflicts: 'skip' })).rejects.toThrow(
      'Nothing was imported',
    );
    expect(await keywell.registry()).toEqual(before);
  });
}

const notExports: readonly (readonly [what: string, text: string, says: string])[] = [
  ['that was cut off', '{"format": "keywell-configurations", "ver', 'not JSON, or was cut off'],
  ['of something else', '{"name": "package"}', 'not exported by Keywell'],
  [
    'of a newer Keywell',
    '{"format": "keywell-configurations", "version": 2}',
    'a newer version of Keywell',
  ],
];

for (const [what, text, says] of notExports) {
  test(`a file ${what} is refused in a sentence, and another can be chosen`, async ({
    keywell,
  }) => {
    await keywell.register({ name: 'Alder', baseUrl: url });
    const good = await exported(keywell);
    const { transfer } = keywell;
    await keywell.shell.goTo('Settings');
    await transfer.choose(text);
    await expect(transfer.problem).toContainText(says);
    await transfer.choose(good);
    await expect(transfer.row('Alder')).toContainText('Same');
    await expect(transfer.problem).toBeHidden();
  });
}
