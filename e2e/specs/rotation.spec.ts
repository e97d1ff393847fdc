import type { Keywell } from '../app/keywell.ts';
import { expect, newKey, test } from '../fixtures.ts';
import type { ChatCompletionsServer } from '../providers/chat-completions-server.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);

/** Runs a prompt with one configuration, and asserts that this key went with it. */
async function expectRun(keywell: Keywell, chat: ChatCompletionsServer, name: string, key: string) {
  await keywell.shell.goTo('Generate');
  await keywell.generate.choose(new RegExp(`^${name}`));
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
  expect((await chat.takeGeneration()).bearer).toBe(key);
}

async function expectNoRun(keywell: Keywell, chat: ChatCompletionsServer, name: string) {
  const before = chat.requests.length;
  await keywell.shell.goTo('Generate');
  await keywell.generate.choose(new RegExp(`^${name}`));
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.failure).toContainText(/enter/i);
  expect(chat.requests.length).toBe(before);
}

test('rotating the encryption key: confirmed by typing, then every key is entered again, or later', async ({
  keywell,
  chat,
}) => {
  const keys = { Alder: newKey(), Birch: newKey(), Cedar: newKey() };
  for (const [name, key] of Object.entries(keys)) {
    await keywell.register({ name, baseUrl: chat.baseUrl }, key);
  }
  const { configurations, reentry, settings, shell } = keywell;

  await test.step('it says what will follow, and takes no other word', async () => {
    await shell.goTo('Settings');
    await settings.rotate.click();
    await expect(settings.rotateDialog).toContainText(
      'The 3 stored keys cannot be opened any more',
    );
    await settings.confirmRotation('yes');
    await expect(settings.rotateDialog.getByRole('textbox')).toHaveAccessibleDescription(
      'Type “rotate” to confirm.',
    );
    expect(JSON.stringify((await keywell.registry()).keys)).not.toContain('needs-reentry');
  });

  await test.step('three keys, one of them skipped', async () => {
    await settings.confirmRotation('rotate');
    await expect(reentry.whose('Alder')).toBeVisible();
    await expect(reentry.dialog).toContainText('1 of 3');
    await expect(reentry.dialog).toContainText(`Key ending in ${keys.Alder.slice(-4)}`);
    await expect(reentry.key).toBeFocused();
    await reentry.enter('Alder', keys.Alder);

    await expect(reentry.dialog).toContainText('2 of 3');
    await expect(reentry.dialog).toContainText(`Key ending in ${keys.Birch.slice(-4)}`);
    await expect(reentry.key).toHaveValue('');
    await reentry.skip.click();

    await expect(reentry.dialog).toContainText('3 of 3');
    await reentry.enter('Cedar', keys.Cedar);
    await expect(reentry.dialog).toContainText('2 keys are stored again. 1 was skipped');
    await reentry.done.click();
    await expect(reentry.dialog).toBeHidden();
  });

  await test.step('the list tells which is left, and its hint is still there', async () => {
    await shell.goTo('Configurations');
    await expect(configurations.row('Alder')).toContainText(
      `Key ending in ${keys.Alder.slice(-4)}`,
    );
    await expect(configurations.row('Birch')).toContainText('Needs re-entry');
    const details = await configurations.openDetails('Birch');
    await expect(details.section('Key')).toContainText(`ending in ${keys.Birch.slice(-4)}`);
    await details.close.click();
    await expect(details.drawer).toBeHidden();
  });

  await expectRun(keywell, chat, 'Alder', keys.Alder);
  await expectRun(keywell, chat, 'Cedar', keys.Cedar);
  await expectNoRun(keywell, chat, 'Birch');

  await test.step('the rest is entered after a restart', async () => {
    await keywell.restart();
    await expect(keywell.reentry.banner).toContainText('1 key has to be entered again');
    await keywell.reentry.start.click();
    await keywell.reentry.enter('Birch', keys.Birch);
    await keywell.reentry.done.click();
    await expect(keywell.reentry.banner).toBeHidden();
    await expectRun(keywell, chat, 'Birch', keys.Birch);
  });
});

test('re-entry may be left at any time, and goes on where it was left', async ({
  keywell,
  chat,
}) => {
  const keys = { Alder: newKey(), Birch: newKey() };
  for (const [name, key] of Object.entries(keys)) {
    await keywell.register({ name, baseUrl: chat.baseUrl }, key);
  }
  await keywell.request('encryption.rotate', { confirmation: 'rotate' });
  const { reentry } = keywell;
  await expect(reentry.banner).toContainText('2 keys have to be entered again');
  await reentry.start.click();
  await reentry.enter('Alder', keys.Alder);
  await reentry.finishLater.click();
  await expect(reentry.banner).toContainText('1 key has to be entered again');
  await reentry.start.click();
  await expect(reentry.dialog).toContainText('1 of 1');
  await reentry.enter('Birch', keys.Birch);
  await expect(reentry.dialog).toContainText('1 key is stored again.');
});

test('a key entered again is refused like any, and the next one is not asked for', async ({
  keywell,
  chat,
}) => {
  const key = newKey();
  chat.key = key;
  await keywell.register({ name: 'Alder', baseUrl: chat.baseUrl }, key);
  await keywell.request('encryption.rotate', { confirmation: 'rotate' });
  const { reentry } = keywell;
  await reentry.start.click();
  await reentry.key.fill('with a space');
  await reentry.save.click();
  await expect(reentry.key).toHaveAccessibleDescription(/no spaces/);
  await reentry.key.fill(newKey());
  await reentry.dialog.getByRole('checkbox', { name: 'Verify with the provider first' }).check();
  await reentry.save.click();
  await expect(reentry.key).toHaveAttribute('aria-invalid', 'true');
  await expect(reentry.whose('Alder')).toBeVisible();
  await reentry.enter('Alder', key);
  await expect(reentry.dialog).toContainText('1 key is stored again.');
});

test('before the first key there is nothing to rotate, and it says so', async ({ keywell }) => {
  await keywell.shell.goTo('Settings');
  await keywell.settings.rotate.click();
  await expect(keywell.settings.rotateDialog).toContainText('There is no encryption key yet');
});

test.describe('KEYWELL_ENCRYPTION_KEY', () => {
  test('changed between two starts is noticed at once; put back, what was not entered again is as before', async ({
    stoppedKeywell: keywell,
    chat,
  }) => {
    const keys = { Alder: newKey(), Birch: newKey() };
    await keywell.start({ environment: { KEYWELL_ENCRYPTION_KEY: a } });
    for (const [name, key] of Object.entries(keys)) {
      await keywell.register({ name, baseUrl: chat.baseUrl }, key);
    }

    await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: b } });
    await test.step('noticed without being asked, nothing deleted, on record', async () => {
      await expect(keywell.reentry.banner).toContainText('2 keys have to be entered again');
      await expect(keywell.reentry.banner).toContainText('None was deleted.');
      await keywell.shell.goTo('Configurations');
      await expect(keywell.configurations.row('Alder')).toContainText('Needs re-entry');
      await keywell.shell.goTo('Activity');
      const changed = { member: 'Keywell', action: 'Encryption key changed outside Keywell' };
      await expect(keywell.activity.rows(changed)).toHaveCount(1);
      await expect(
        keywell.activity.rows({ action: 'Key needs re-entry', target: 'Alder' }),
      ).toHaveCount(1);
    });
    await expectNoRun(keywell, chat, 'Alder');
    await test.step('one of the two is entered again', async () => {
      await keywell.reentry.start.click();
      await keywell.reentry.enter('Alder', keys.Alder);
      await keywell.reentry.finishLater.click();
      await expectRun(keywell, chat, 'Alder', keys.Alder);
    });

    await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: a } });
    await test.step('the other works again; the one of the second key waits for it', async () => {
      await expect(keywell.reentry.banner).toContainText('1 key has to be entered again');
      await expectRun(keywell, chat, 'Birch', keys.Birch);
      await expectNoRun(keywell, chat, 'Alder');
    });

    await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: b } });
    await expectRun(keywell, chat, 'Alder', keys.Alder);
  });

  test('taken away, or set for the first time, is a change like any', async ({
    stoppedKeywell: keywell,
    chat,
  }) => {
    const key = newKey();
    await keywell.start();
    await keywell.register({ name: 'Alder', baseUrl: chat.baseUrl }, key);
    await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: a } });
    await expect(keywell.reentry.banner).toContainText('1 key has to be entered again');
    await keywell.restart();
    await expect(keywell.shell.defaultChip).toBeVisible();
    await expectRun(keywell, chat, 'Alder', key);
    await expect(keywell.reentry.banner).toBeHidden();
  });

  test('is rotated where it is set: the dialog says how', async ({ stoppedKeywell: keywell }) => {
    await keywell.start({ environment: { KEYWELL_ENCRYPTION_KEY: a } });
    await keywell.shell.goTo('Settings');
    await expect(keywell.settings.vault).toContainText('KEYWELL_ENCRYPTION_KEY');
    await keywell.settings.rotate.click();
    await expect(keywell.settings.rotateDialog).toContainText('openssl rand -base64 32');
    await expect(keywell.settings.rotateDialog.getByRole('textbox')).toHaveCount(0);
    await expect(keywell.request('encryption.rotate', { confirmation: 'rotate' })).rejects.toThrow(
      'KEYWELL_ENCRYPTION_KEY',
    );
  });

  test('that is no key is told, stores nothing, and loses nothing', async ({
    stoppedKeywell: keywell,
    chat,
  }) => {
    const key = newKey();
    await keywell.start({ environment: { KEYWELL_ENCRYPTION_KEY: a } });
    await keywell.register({ name: 'Alder', baseUrl: chat.baseUrl }, key);
    await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: 'too short' } });
    await keywell.shell.goTo('Settings');
    await expect(keywell.settings.vault).toContainText('KEYWELL_ENCRYPTION_KEY');
    await expect(keywell.settings.vault).toContainText('32');
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.failure).toContainText('KEYWELL_ENCRYPTION_KEY');
    await keywell.restart({ environment: { KEYWELL_ENCRYPTION_KEY: a } });
    await expectRun(keywell, chat, 'Alder', key);
  });
});
