import { expect, newKey, test } from '../fixtures.ts';

const name = 'House model';

test.describe('without a secret service', () => {
  test.use({ keychain: 'none' });

  test('setting a key says what is missing and what to do, and stores nothing', async ({
    keywell,
    chat,
  }) => {
    await keywell.register({ baseUrl: chat.baseUrl, authentication: 'key' });
    const before = await keywell.registryFile();
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.choose(name, 'Set key');
    const { keyDialog } = keywell.configurations;
    await expect(keyDialog.dialog).toContainText(/secret service/i);
    await expect(keyDialog.dialog).toContainText(/gnome-keyring|KWallet|session/i);
    expect(await keywell.registryFile()).toBe(before);
  });

  test('keeping keys for the session only is chosen, shown, and over with the session', async ({
    keywell,
    chat,
  }) => {
    const key = newKey();
    await keywell.register({ baseUrl: chat.baseUrl, authentication: 'key' });

    await keywell.shell.goTo('Settings');
    await expect(keywell.shell.sessionBanner).toBeHidden();
    await keywell.settings.keepKeysForSession();
    await expect(keywell.shell.sessionBanner).toContainText('gone when Keywell closes');

    await keywell.shell.goTo('Configurations');
    await expect(keywell.shell.sessionBanner).toBeVisible();
    await keywell.configurations.choose(name, 'Set key');
    await keywell.configurations.keyDialog.enter(key);
    await expect(keywell.configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
    expect((await chat.takeGeneration()).bearer).toBe(key);

    await keywell.restart();
    await expect(keywell.shell.sessionBanner).toBeHidden();
    await keywell.shell.goTo('Configurations');
    await expect(keywell.configurations.row(name)).not.toContainText(key.slice(-4));
    const before = chat.requests.length;
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText(/key/i);
    expect(chat.requests.length).toBe(before);
  });

  test('a configuration that needs no key works all the same', async ({ keywell, chat }) => {
    await keywell.register({ baseUrl: chat.baseUrl });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
  });
});

test.describe('with a keyring that locks itself', () => {
  test.beforeEach(({ keyring }, testInfo) => {
    testInfo.skip(
      keyring === null,
      'A keyring that can be locked by a test is there on Linux only.',
    );
  });

  test('a locked keyring is told apart from no key, and loses nothing', async ({
    keywell,
    keyring,
    chat,
  }) => {
    const key = newKey();
    await keywell.register({ baseUrl: chat.baseUrl }, key);
    await keyring?.lock();
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText(/locked/i);
    expect(chat.requests).toEqual([]);

    await keywell.shell.goTo('Configurations');
    await expect(keywell.configurations.row(name)).not.toContainText('No key');

    await keyring?.unlock();
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello again');
    await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
    expect((await chat.takeGeneration()).bearer).toBe(key);
  });

  test('nothing is deleted while its key cannot be removed', async ({ keywell, keyring, chat }) => {
    await keywell.register({ baseUrl: chat.baseUrl }, newKey());
    await keyring?.lock();
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.choose(name, 'Delete');
    const question = keywell.configurations.confirmation(/^Delete/);
    await question.getByRole('button', { name: /^Delete/ }).click();
    await expect(
      question
        .or(keywell.shell.failureNotices)
        .filter({ hasText: /locked/i })
        .first(),
    ).toBeVisible();
    expect(await keywell.registryFile()).toContain(name);
  });
});

test('an encryption key that changed outside asks for re-entry, and deletes nothing', async ({
  stoppedKeywell: keywell,
  chat,
}) => {
  await keywell.start({ environment: { KEYWELL_ENCRYPTION_KEY: 'a'.repeat(64) } });
  const key = newKey();
  await keywell.register({ baseUrl: chat.baseUrl }, key);

  await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: 'b'.repeat(64) } });
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.failure).toContainText(/enter/i);
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.row(name)).toContainText('Needs re-entry');

  await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: 'a'.repeat(64) } });
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
  expect((await chat.takeGeneration()).bearer).toBe(key);
});
