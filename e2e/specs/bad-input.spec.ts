import type { Locator } from '@playwright/test';
import { expect, newKey, test } from '../fixtures.ts';

const whole = {
  provider: 'OpenAI-compatible',
  name: 'House model',
  baseUrl: 'https://models.example/v1',
  model: 'keystone-1',
};

/** Asserts that `field` is marked as invalid and described by `sentence`, and that it has the focus. */
async function expectRefusal(field: Locator, sentence: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(sentence);
  await expect(field).toBeFocused();
}

const badFields = [
  { what: 'no name', draft: { name: '' }, field: 'name', says: /Enter a name\./ },
  {
    what: 'a base URL of another scheme',
    draft: { baseUrl: 'ftp://models.example/v1' },
    field: 'baseUrl',
    says: /Only http and https are supported, not ftp\./,
  },
  {
    what: 'a base URL with credentials',
    draft: { baseUrl: 'https://me:secret@models.example/v1' },
    field: 'baseUrl',
    says: /must not hold a user name or password/,
  },
  {
    what: 'no base URL where one is needed',
    draft: { baseUrl: '' },
    field: 'baseUrl',
    says: /Enter the base URL/,
  },
  {
    what: 'plain http to a far host',
    draft: { baseUrl: 'http://models.example/v1' },
    field: 'baseUrl',
    says: /unencrypted/,
  },
] as const;

for (const { what, draft, field, says } of badFields) {
  test(`${what}: the sentence stands on the field, and nothing is written`, async ({ keywell }) => {
    await keywell.register({ name: 'Already here', baseUrl: 'https://models.example/v1' });
    const before = await keywell.registryFile();
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.newConfiguration.click();
    const { dialog } = keywell.configurations;
    await dialog.fill({ ...whole, ...draft });
    await dialog.save.click();
    await expectRefusal(dialog[field], says);
    expect(await keywell.registryFile()).toBe(before);
  });
}

test('a name that is taken, in other capitals, is refused on its field', async ({ keywell }) => {
  await keywell.register({ name: 'House Model', baseUrl: 'https://models.example/v1' });
  const before = await keywell.registryFile();
  await keywell.shell.goTo('Configurations');
  await keywell.configurations.newConfiguration.click();
  const { dialog } = keywell.configurations;
  await dialog.fill({ ...whole, name: ' house model ' });
  await dialog.save.click();
  await expectRefusal(dialog.name, /taken|already|exists/i);
  expect(await keywell.registryFile()).toBe(before);
});

test('a header that carries credentials is refused, and points to the key action', async ({
  keywell,
}) => {
  await keywell.register({ name: 'Already here', baseUrl: 'https://models.example/v1' });
  const before = await keywell.registryFile();
  await keywell.shell.goTo('Configurations');
  await keywell.configurations.newConfiguration.click();
  const { dialog } = keywell.configurations;
  await dialog.fill(whole);
  await dialog.advanced.click();
  await dialog.addHeader('X-Api-Key', newKey());
  await dialog.save.click();
  await expect(dialog.headerName(1)).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.headerName(1)).toHaveAccessibleDescription(/"X-Api-Key".*"Set key"/);
  expect(await keywell.registryFile()).toBe(before);
});

test('a key pasted where a record is described is refused', async ({ keywell }) => {
  await keywell.register({ name: 'Already here', baseUrl: 'https://models.example/v1' });
  const before = await keywell.registryFile();
  await keywell.shell.goTo('Configurations');
  await keywell.configurations.newConfiguration.click();
  const { dialog } = keywell.configurations;
  await dialog.fill({ ...whole, systemPrompt: `Use the key ${newKey()}` });
  await dialog.save.click();
  await expectRefusal(dialog.systemPrompt, /looks like a key/);
  expect(await keywell.registryFile()).toBe(before);
});

const badKeys = [
  { what: 'nothing at all', key: '   ', says: /Enter the API key\./ },
  { what: 'a key with a space inside', key: 'canary with space', says: /no spaces/ },
  { what: 'a key with other than ASCII', key: 'canary-ключ', says: /plain ASCII/ },
  { what: 'a key that is far too long', key: 'c'.repeat(1_025), says: /at most 1,024/ },
  { what: 'a key that was pasted twice', key: 'canary-0123456789'.repeat(2), says: /two times/ },
] as const;

for (const { what, key, says } of badKeys) {
  test(`${what} is no key: the dialog says why, and stores none`, async ({ keywell }) => {
    await keywell.register({ baseUrl: 'https://models.example/v1', authentication: 'key' });
    const before = await keywell.registryFile();
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.choose('House model', 'Set key');
    const { keyDialog } = keywell.configurations;
    await keyDialog.key.fill(key);
    await keyDialog.save.click();
    await expectRefusal(keyDialog.key, says);
    expect(await keywell.registryFile()).toBe(before);
  });
}

test('an edit that meets a newer version is refused, not written over it', async ({ keywell }) => {
  const { id, revision, key, simulated, createdAt, updatedAt, ...fields } = await keywell.register({
    baseUrl: 'https://models.example/v1',
  });
  await keywell.shell.goTo('Configurations');
  await keywell.configurations.choose('House model', 'Edit');
  const { dialog } = keywell.configurations;
  await expect(dialog.name).toHaveValue('House model');
  await keywell.request('configurations.update', {
    id,
    revision,
    fields: { ...fields, model: 'keystone-2' },
  });
  await dialog.fill({ systemPrompt: 'Mine' });
  await dialog.save.click();
  await expect(dialog.dialog).toContainText(/changed|newer/i);
  expect(await keywell.registryFile()).not.toContain('Mine');
});
