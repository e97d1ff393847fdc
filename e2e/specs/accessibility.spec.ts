import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible } from '../app/accessible.ts';
import { expect, newKey, test } from '../fixtures.ts';
import type { PageName } from '../pages/shell.ts';
import { Gate } from '../providers/gate.ts';
import { layerOf, modelOf } from '../providers/ollama-models.ts';

// Each looks at many places in turn, and axe takes its time for each.
test.describe.configure({ timeout: 240_000 });

const themes = ['light', 'dark'] as const;

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

    test('local models: pulling, failed, selected, told of in full', async ({
      keywell,
      ollama,
    }) => {
      const { localModels, page, shell } = keywell;
      await keywell.register({
        name: 'Tiny',
        provider: 'ollama',
        baseUrl: ollama.origin,
        model: 'tiny:1b',
      });
      const gate = new Gate();
      ollama.registry.set('tiny:1b', modelOf('tiny:1b', [layerOf('tiny', 1_000_000)]));
      ollama.scriptPull('tiny:1b', { holds: [{ at: 500_000, gate }] });

      await test.step('a server that is not running', async () => {
        await shell.goTo('Local models');
        await expect(localModels.notice('Ollama is not running')).toBeVisible();
        await expectAccessible(keywell);
      });
      await test.step('pulls, and what is in memory', async () => {
        await localModels.chooseServer(ollama.origin);
        await expect(localModels.installedRow('qwen3:8b')).toBeVisible();
        await localModels.pullModel('nothing-of-the-kind');
        await expect(localModels.pullOf('nothing-of-the-kind')).toContainText('Failed');
        await localModels.pullModel('tiny:1b');
        await gate.reached;
        await localModels.choose('qwen3:8b', 'Load now');
        const load = localModels.dialog('Load qwen3:8b');
        await expectAccessible(keywell);
        await load.getByRole('button', { name: 'Load' }).click();
        await expect(localModels.runningRow('qwen3:8b')).toContainText('min');
        await localModels.select('llama3.2:latest').check();
        await localModels.advanced.click();
        await expectAccessible(keywell);
      });
      await test.step('the question before models are deleted', async () => {
        await localModels.deleteSelected.click();
        const question = localModels.dialog(/^Delete/);
        await expect(question).toBeVisible();
        await expectAccessible(keywell);
        await question.getByRole('button', { name: 'Cancel' }).click();
        await expect(question).toBeHidden();
      });
      await test.step('details and actions', async () => {
        await localModels.choose('qwen3:8b', 'Details');
        const drawer = localModels.dialog('qwen3:8b');
        await expect(drawer.getByRole('region', { name: 'Licence' })).toBeVisible();
        await expectAccessible(keywell);
        await page.keyboard.press('Escape');
        await expect(drawer).toBeHidden();
      });
      await test.step('a model that is missing', async () => {
        for (const name of ['Configurations', 'Generate'] as const) {
          await shell.goTo(name);
          await expect(page.getByRole('main')).toContainText('Model not installed');
          await expectAccessible(keywell);
        }
      });
      await test.step('a server that has gone away', async () => {
        await ollama.close();
        await shell.goTo('Local models');
        await localModels.chooseServer(ollama.origin);
        await expect(localModels.status).toContainText('Not running');
        await expectAccessible(keywell);
      });
    });

    test('members, roles, and who acts', async ({ keywell }) => {
      const { page, shell, team } = keywell;
      const passcode = 'well-water-9';
      await keywell.request('members.add', { name: 'Grace', roles: ['owner'], passcode });
      await shell.goTo('Team');
      await test.step('Add member, with its refusals', async () => {
        await team.addMember.click();
        await team.choose([]);
        await team.memberDialog.getByRole('button', { name: 'Save' }).click();
        await expect(team.memberDialog).toContainText('Enter a name.');
        await expectAccessible(keywell);
        await team.memberDialog.getByRole('button', { name: 'Cancel' }).click();
        await expect(team.memberDialog).toBeHidden();
      });
      await test.step('Edit member', async () => {
        await team.actions('Grace');
        await expect(team.action('Edit')).toBeVisible();
        await expectAccessible(keywell);
        await team.action('Edit').click();
        await team.memberDialog.getByRole('button', { name: 'Change passcode' }).click();
        await expectAccessible(keywell);
        await team.memberDialog.getByRole('button', { name: 'Cancel' }).click();
        await expect(team.memberDialog).toBeHidden();
      });
      await test.step('Remove member', async () => {
        await team.actions('Grace');
        await team.action('Remove').click();
        const question = page.getByRole('dialog', { name: /^Remove Grace/ });
        await expect(question).toBeVisible();
        await expectAccessible(keywell);
        await question.getByRole('button', { name: 'Cancel' }).click();
        await expect(question).toBeHidden();
      });
      await test.step('the menu of who acts', async () => {
        await shell.actingMember.click();
        await expect(page.getByRole('menu')).toBeVisible();
        await expectAccessible(keywell);
        await page.keyboard.press('Escape');
      });
      await test.step('Act as, with a wrong passcode', async () => {
        await team.actAs('Grace');
        await team.actAsDialog.enter('a-guess');
        await expect(team.actAsDialog.passcode).toHaveAttribute('aria-invalid', 'true');
        await expectAccessible(keywell);
        await team.actAsDialog.enter(passcode);
        await expect(team.actAsDialog.dialog).toBeHidden();
      });
      await test.step('Nobody, and the choice of who it is', async () => {
        await keywell.restart();
        await expect(keywell.shell.nobodyBanner).toBeVisible();
        for (const name of ['Configurations', 'Activity', 'Team', 'Settings'] as const) {
          await keywell.shell.goTo(name);
          await expectAccessible(keywell);
        }
        await keywell.shell.nobodyBanner.getByRole('button').click();
        await expect(keywell.team.actAsDialog.member('Grace')).toBeVisible();
        await expectAccessible(keywell);
      });
    });

    test('the audit log: filtered, verified, broken, out of sight', async ({ keywell }) => {
      await keywell.register({ name: 'House model', baseUrl: 'https://models.example/v1' });
      const { activity, page, shell } = keywell;
      await shell.goTo('Activity');
      await expect(activity.rows({ action: 'Create configuration' })).toHaveCount(1);
      await activity.verify.click();
      await expect(activity.integrity).toContainText('Intact.');
      await expectAccessible(keywell);
      await page.getByRole('combobox', { name: 'Action' }).click();
      await expect(page.getByRole('option', { name: 'Set key', exact: true })).toBeVisible();
      await expectAccessible(keywell);
      await page.getByRole('option', { name: 'Set key', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'No entry matches' })).toBeVisible();
      await expectAccessible(keywell);
      await page.getByRole('tab', { name: 'Usage' }).click();
      await expectAccessible(keywell);

      await keywell.stop();
      await writeFile(join(keywell.dataFolder, 'audit.jsonl'), 'not an entry\n');
      await keywell.start();
      await keywell.shell.goTo('Activity');
      await keywell.activity.verify.click();
      await expect(keywell.activity.integrity).toContainText('Broken.');
      await expectAccessible(keywell);
    });

    test('details, with an old key that another configuration shares', async ({ keywell }) => {
      const key = newKey();
      for (const name of ['Alder', 'Birch']) {
        await keywell.register({ name, baseUrl: 'https://models.example/v1', tags: ['prod'] }, key);
      }
      await keywell.stop();
      await keywell.editRegistry((registry) => ({
        ...registry,
        keys: Object.fromEntries(
          Object.entries(registry.keys).map(([id, metadata]) => [
            id,
            { ...metadata, setAt: '2020-01-01T00:00:00.000Z' },
          ]),
        ),
      }));
      await keywell.start();
      const { configurations, shell } = keywell;
      await shell.goTo('Configurations');
      await expect(configurations.row('Alder')).toContainText('days old');
      await expectAccessible(keywell);
      const details = await configurations.openDetails('Alder');
      await expect(details.history).toBeVisible();
      await expectAccessible(keywell);
    });

    test('rotation and re-entry', async ({ keywell, chat }) => {
      const key = newKey();
      chat.key = key;
      for (const name of ['Alder', 'Birch']) {
        await keywell.register({ name, baseUrl: chat.baseUrl }, key);
      }
      const { configurations, reentry, settings, shell } = keywell;
      await shell.goTo('Settings');
      await settings.rotate.click();
      await settings.confirmRotation('no');
      await expect(settings.rotateDialog.getByRole('textbox')).toHaveAttribute(
        'aria-invalid',
        'true',
      );
      await expectAccessible(keywell);
      await settings.confirmRotation('rotate');
      await expect(reentry.whose('Alder')).toBeVisible();
      await expectAccessible(keywell);
      await reentry.enter('Alder', key);
      await reentry.skip.click();
      await expect(reentry.done).toBeVisible();
      await expectAccessible(keywell);
      await reentry.done.click();
      await expect(reentry.banner).toBeVisible();
      await expectAccessible(keywell);
      await shell.goTo('Configurations');
      const details = await configurations.openDetails('Birch');
      await expect(details.section('Key')).toContainText('cannot be opened any more');
      await expectAccessible(keywell);
    });

    test('import, with a conflict and with what is refused', async ({ keywell }) => {
      await keywell.register({ name: 'Alder', baseUrl: 'https://models.example/v1' });
      const { text } = await keywell.request('workspace.export', {});
      const { transfer, shell } = keywell;
      await shell.goTo('Settings');
      await transfer.import.click();
      await expect(transfer.dialog).toBeVisible();
      await expectAccessible(keywell);
      await transfer.choose(text.replace('keystone-1', 'keystone-2'));
      await expect(transfer.row('Alder')).toContainText('Name taken');
      await expectAccessible(keywell);
      await transfer.choose(text.replace('https:', 'ftp:'));
      await expect(transfer.problem).toBeVisible();
      await expectAccessible(keywell);
    });

    test('a keychain that cannot be read', async ({ keywell, keyring }, testInfo) => {
      testInfo.skip(keyring === null, 'A keyring that a test can lock is there on Linux only.');
      await keywell.register({ name: 'Alder', baseUrl: 'https://models.example/v1' }, newKey());
      await keyring?.lock();
      const { configurations, settings, shell } = keywell;
      await shell.goTo('Settings');
      await expect(settings.vault).toContainText('Keychain locked');
      await expectAccessible(keywell);
      await shell.goTo('Configurations');
      await expect(configurations.row('Alder')).toContainText('Keychain unavailable');
      await configurations.choose('Alder', 'Replace key');
      await expect(configurations.keyDialog.dialog).toContainText('Keychain locked');
      await expectAccessible(keywell);
      await keywell.page.keyboard.press('Escape');
      await keywell.request('vault.setMode', { mode: 'session' });
      await expect(shell.sessionBanner).toBeVisible();
      await expectAccessible(keywell);
    });

    test('a registry that cannot be read', async ({ keywell }) => {
      // A start keeps the good state it finds.
      await keywell.restart();
      await keywell.stop();
      await writeFile(join(keywell.dataFolder, 'registry.json'), '{');
      await keywell.start();
      const { recovery } = keywell;
      // It cannot say which theme was chosen: then it is the system's.
      await keywell.page.emulateMedia({ colorScheme: theme });
      await expect(recovery.backups).not.toHaveCount(0);
      await expectAccessible(keywell);
      await recovery.startEmpty.click();
      await recovery.confirmStartEmpty('no');
      await expect(recovery.startEmptyDialog.getByRole('textbox')).toHaveAttribute(
        'aria-invalid',
        'true',
      );
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
      await test.step('Test connection', async () => {
        await configurations.choose(name, 'Test connection');
        const dialog = configurations.confirmation(/^Test connection/);
        await expect(dialog.getByText(/^The connection works/)).toBeVisible();
        await expectAccessible(keywell);
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      });
      for (const [action, title] of [
        ['Edit', /^Edit configuration/],
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
