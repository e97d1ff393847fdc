import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keywell } from '../app/keywell.ts';
import { expect, newKey, test } from '../fixtures.ts';

const name = 'House model';

interface Damage {
  readonly what: string;
  harm(good: string): string;
  readonly says: string;
}

const damages: readonly Damage[] = [
  {
    what: 'is cut off',
    harm: (good) => good.slice(0, good.length / 2),
    says: 'is damaged or cut off.',
  },
  { what: 'is empty', harm: () => '', says: 'is empty.' },
  {
    what: 'is garbage',
    harm: () => '\u0000\u0001PK not a registry',
    says: 'is damaged or cut off.',
  },
  {
    what: 'is of a newer version',
    harm: (good) => JSON.stringify({ ...JSON.parse(good), schemaVersion: 99 }),
    says: 'was written by a newer version of Keywell',
  },
  {
    what: 'is JSON and no registry',
    harm: (good) => JSON.stringify({ ...JSON.parse(good), configurations: 'none' }),
    says: 'it is wrong at configurations',
  },
];

function registryPath({ dataFolder }: Keywell): string {
  return join(dataFolder, 'registry.json');
}

/** The registry that was moved aside; null while there is none. */
async function movedAside({ dataFolder }: Keywell): Promise<string | null> {
  const found = (await readdir(dataFolder)).find((file) => file.startsWith('registry.damaged-'));
  return found === undefined ? null : readFile(join(dataFolder, found), 'utf8');
}

/** A workspace with a configuration and its key, of which there is a backup; then its registry is harmed. */
async function startDamaged(keywell: Keywell, baseUrl: string, harm: Damage['harm']) {
  await keywell.start();
  const key = newKey();
  await keywell.register({ name, baseUrl }, key);
  // A start keeps the good state it finds.
  await keywell.restart();
  await keywell.stop();
  const good = await readFile(registryPath(keywell), 'utf8');
  const damaged = harm(good);
  await writeFile(registryPath(keywell), damaged);
  await keywell.start();
  return { key, good, damaged };
}

for (const { what, harm, says } of damages) {
  test(`a registry that ${what}: Keywell starts, says so, and brings back the newest backup when told to`, async ({
    stoppedKeywell: keywell,
    chat,
  }) => {
    const { key, damaged } = await startDamaged(keywell, chat.baseUrl, harm);
    const { recovery } = keywell;
    await expect(recovery.heading).toBeVisible();
    await expect(recovery.main).toContainText(says);
    await expect(recovery.main).toContainText(registryPath(keywell));
    await expect(recovery.backups.first()).toContainText('the newest');
    await expect(recovery.backups.first()).toContainText('1 configuration');

    await test.step('nothing is written before a person has chosen', async () => {
      await recovery.retry.click();
      await expect(recovery.failure).toContainText(says);
      await expect(keywell.request('configurations.setDefault', { id: null })).rejects.toThrow(
        'before the registry is mended',
      );
      await keywell.restart();
      await expect(keywell.recovery.heading).toBeVisible();
      expect(await readFile(registryPath(keywell), 'utf8')).toBe(damaged);
      expect(await movedAside(keywell)).toBeNull();
    });

    await test.step('the backup is brought back, and the damaged file kept', async () => {
      await keywell.recovery.restoreNewest();
      await keywell.shell.goTo('Configurations');
      await expect(keywell.configurations.row(name)).toContainText(
        `Key ending in ${key.slice(-4)}`,
      );
      expect(await movedAside(keywell)).toBe(damaged);
    });

    await test.step('its key works, and what was done is on record', async () => {
      await keywell.shell.goTo('Generate');
      await keywell.generate.ask('Hello');
      await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
      expect((await chat.takeGeneration()).bearer).toBe(key);
      await keywell.shell.goTo('Activity');
      await expect(
        keywell.activity.rows({ action: 'Restore registry', outcome: 'Done' }),
      ).toHaveCount(1);
      await keywell.activity.verify.click();
      await expect(keywell.activity.integrity).toContainText('Intact.');
    });

    await keywell.restart();
    await keywell.shell.goTo('Configurations');
    await expect(keywell.configurations.row(name)).toBeVisible();
  });
}

test('a registry that cannot be read is started without, once that is typed; it is kept', async ({
  stoppedKeywell: keywell,
  chat,
}) => {
  const { damaged } = await startDamaged(keywell, chat.baseUrl, (good) => good.slice(0, 40));
  const { recovery } = keywell;
  await recovery.startEmpty.click();
  await recovery.confirmStartEmpty('yes');
  await expect(recovery.startEmptyDialog.getByRole('textbox')).toHaveAccessibleDescription(
    'Type “start empty” to confirm.',
  );
  expect(await movedAside(keywell)).toBeNull();
  await recovery.confirmStartEmpty('start empty');
  await expect(keywell.firstStart.addProvider).toBeVisible();
  expect(await movedAside(keywell)).toBe(damaged);
});

test('a registry that somebody mends by hand is found on looking again', async ({
  stoppedKeywell: keywell,
  chat,
}) => {
  const { good } = await startDamaged(keywell, chat.baseUrl, () => '{');
  await writeFile(registryPath(keywell), good);
  await keywell.recovery.retry.click();
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.row(name)).toBeVisible();
  expect(await movedAside(keywell)).toBeNull();
});

test('where there is no backup either, it says so', async ({ stoppedKeywell: keywell }) => {
  await writeFile(registryPath(keywell), 'not a registry');
  await keywell.start();
  await expect(keywell.recovery.heading).toBeVisible();
  await expect(keywell.recovery.backups).toHaveCount(0);
  await expect(keywell.recovery.main).toContainText('There is none');
  await expect(keywell.recovery.startEmpty).toBeEnabled();
});

test('a backup is open to its owner alone, and holds no key', async ({ keywell }) => {
  const key = newKey();
  await keywell.register({ name, baseUrl: 'https://models.example/v1' }, key);
  await keywell.restart();
  await keywell.stop();
  const folder = join(keywell.dataFolder, 'backups');
  const files = await readdir(folder);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(await readFile(join(folder, file), 'utf8')).not.toContain(key);
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
    }
  }
});
