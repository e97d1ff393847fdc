import { join } from 'node:path';
import type { Keyring } from '../../scripts/keyring.ts';
import type { Keywell } from '../app/keywell.ts';
import { expect, newKey, test } from '../fixtures.ts';

const name = 'House model';

/** A way in which a keyring that was there cannot be read any more. */
interface Trouble {
  readonly what: string;
  begin(keyring: Keyring): Promise<void>;
  end(keyring: Keyring): Promise<void>;
  /** In two or three words. */
  readonly state: string;
  readonly means: string;
  readonly nextStep: string;
}

const noService = {
  state: 'No secret service',
  means: 'No keychain service answers in this desktop session.',
  nextStep: 'Start a secret service such as gnome-keyring or KWallet in this session',
};

const troubles: readonly Trouble[] = [
  {
    what: 'that is locked in mid-session',
    begin: (keyring) => keyring.lock(),
    end: (keyring) => keyring.unlock(),
    state: 'Keychain locked',
    means: 'The keychain is locked, or is waiting for you to unlock it.',
    nextStep: 'Unlock your login keyring',
  },
  {
    what: 'whose service is stopped in mid-session, and started again',
    begin: (keyring) => keyring.stopService(),
    end: (keyring) => keyring.startService(),
    ...noService,
  },
];

/** The keyring of the test: there on Linux alone. */
function own(keyring: Keyring | null): Keyring {
  test.skip(keyring === null, 'A keyring that a test can lock and stop is there on Linux only.');
  if (keyring === null) throw new Error('Without a keyring this test is skipped.');
  return keyring;
}

async function expectNamed(keywell: Keywell, trouble: Omit<Trouble, 'begin' | 'end' | 'what'>) {
  await keywell.shell.goTo('Settings');
  await expect(keywell.settings.vault).toContainText(trouble.state);
  await expect(keywell.settings.vault).toContainText(trouble.means);
  await expect(keywell.settings.vault).toContainText(trouble.nextStep);
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.row(name)).toContainText('Keychain unavailable');
}

async function expectWorks(keywell: Keywell, key: string) {
  await keywell.shell.goTo('Settings');
  await keywell.settings.checkAgain.click();
  await expect(keywell.settings.vault).toContainText('Keychain ready');
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
}

for (const trouble of troubles) {
  test(`a keyring ${trouble.what} is named with its next step, loses nothing, and is used again`, async ({
    keywell,
    keyring,
    chat,
  }) => {
    const key = newKey();
    chat.key = key;
    await keywell.register({ baseUrl: chat.baseUrl }, key);
    const { configurations, generate, shell } = keywell;
    const keysBefore = await keywell.registry().then(({ keys }) => keys);

    await trouble.begin(own(keyring));
    await expectNamed(keywell, trouble);

    await test.step('a run says why there is none, and asks nobody', async () => {
      await shell.goTo('Generate');
      await generate.ask('Hello');
      await expect(generate.failure).toContainText(trouble.means);
      await expect(generate.failure).toContainText(trouble.nextStep);
      expect(chat.requests).toEqual([]);
    });

    await test.step('no key is asked for that could not be stored', async () => {
      await shell.goTo('Configurations');
      await configurations.choose(name, 'Replace key');
      await expect(configurations.keyDialog.dialog).toContainText(trouble.nextStep);
      await expect(configurations.keyDialog.key).toBeHidden();
      await keywell.page.keyboard.press('Escape');
    });

    await test.step('a key that cannot be removed stays', async () => {
      await configurations.choose(name, 'Remove key');
      const question = configurations.confirmation(/^Remove/);
      await question.getByRole('button', { name: /^Remove/ }).click();
      await expect(question.getByRole('alert')).toContainText(trouble.means);
      await question.getByRole('button', { name: 'Cancel' }).click();
      expect((await keywell.registry()).keys).toEqual(keysBefore);
    });

    await trouble.end(own(keyring));
    await test.step('the next run works, without a restart', async () => {
      await shell.goTo('Generate');
      await generate.ask('Hello again');
      await expect(generate.answer).toContainText('The well is deep and clear.');
      expect((await chat.takeGeneration()).bearer).toBe(key);
    });
    await expectWorks(keywell, key);
  });
}

test('a keyring that is locked twice, stopped and started is found each time', async ({
  keywell,
  keyring,
  chat,
}) => {
  const key = newKey();
  await keywell.register({ baseUrl: chat.baseUrl }, key);
  for (const { begin, end, ...named } of [...troubles, ...troubles]) {
    await begin(own(keyring));
    await expectNamed(keywell, named);
    await end(own(keyring));
    await expectWorks(keywell, key);
  }
});

test('the key dialog, open while the keyring is locked, goes on once it is unlocked', async ({
  keywell,
  keyring,
  chat,
}) => {
  const key = newKey();
  await keywell.register({ baseUrl: chat.baseUrl, authentication: 'key' });
  await own(keyring).lock();
  await keywell.shell.goTo('Configurations');
  await keywell.configurations.choose(name, 'Set key');
  const { keyDialog } = keywell.configurations;
  await expect(keyDialog.dialog).toContainText('Keychain locked');
  await own(keyring).unlock();
  await keyDialog.dialog.getByRole('button', { name: 'Check again' }).click();
  await keyDialog.enter(key);
  await expect(keywell.configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
});

test('a key typed as the keyring is being locked is not stored, and the dialog says why', async ({
  keywell,
  keyring,
  chat,
}) => {
  await keywell.register({ baseUrl: chat.baseUrl, authentication: 'key' });
  await keywell.shell.goTo('Configurations');
  await keywell.configurations.choose(name, 'Set key');
  const { keyDialog } = keywell.configurations;
  await keyDialog.key.fill(newKey());
  await own(keyring).lock();
  await keyDialog.save.click();
  await expect(keyDialog.dialog).toContainText('Keychain locked');
  await keywell.page.keyboard.press('Escape');
  await expect(keywell.configurations.row(name)).toContainText('No key');
});

test('the desktop session that ends under Keywell leaves it running, with a state and a next step', async ({
  keywell,
  keyring,
  chat,
}) => {
  await keywell.register({ baseUrl: chat.baseUrl }, newKey());
  const keysBefore = (await keywell.registry()).keys;
  await own(keyring).stopBus();
  await expectNamed(keywell, noService);
  expect((await keywell.registry()).keys).toEqual(keysBefore);
});

test.describe('absent', () => {
  test('at a start without any D-Bus, a key is unavailable, and works at the next start with one', async ({
    stoppedKeywell: keywell,
    keyring,
    dataFolder,
    chat,
  }) => {
    own(keyring);
    const key = newKey();
    await keywell.start();
    await keywell.register({ baseUrl: chat.baseUrl }, key);
    const nowhere = {
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(dataFolder, 'no-bus')}`,
      XDG_RUNTIME_DIR: join(dataFolder, 'nothing'),
    };
    await keywell.restart({ environment: nowhere });
    await expectNamed(keywell, noService);

    await keywell.restart();
    await expectWorks(keywell, key);
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
    expect((await chat.takeGeneration()).bearer).toBe(key);
  });

  test('at a start before the service, and found once it is there', async ({
    stoppedKeywell: keywell,
    keyring,
    chat,
  }) => {
    const key = newKey();
    await keywell.start();
    await keywell.register({ baseUrl: chat.baseUrl }, key);
    await keywell.stop();
    await own(keyring).stopService();
    await keywell.start();
    await expectNamed(keywell, noService);
    await own(keyring).startService();
    await expectWorks(keywell, key);
  });

  test('at a start with the keyring still locked, and used once it is unlocked', async ({
    stoppedKeywell: keywell,
    keyring,
    chat,
  }) => {
    const key = newKey();
    await keywell.start();
    await keywell.register({ baseUrl: chat.baseUrl }, key);
    await keywell.stop();
    await own(keyring).lock();
    await keywell.start();
    await keywell.shell.goTo('Settings');
    await expect(keywell.settings.vault).toContainText('Keychain locked');
    await own(keyring).unlock();
    await expectWorks(keywell, key);
  });
});
