import type { Keywell } from '../app/keywell.ts';
import { test as base, expect } from '../fixtures.ts';
import { Gate } from '../providers/gate.ts';
import { layerOf, modelOf } from '../providers/ollama-models.ts';
import { OllamaServer } from '../providers/ollama-server.ts';

const weights = 3_000_000;
const shared = layerOf('licence', 10_000);
const small = modelOf('tiny:1b', [layerOf('tiny', weights), shared]);
const large = modelOf('grand:7b', [layerOf('grand', 2 * weights), shared]);
const installed = { name: 'llama3.2:latest', size: 2_019_393_189, parameterSize: '3.2B' };

interface Fixtures {
  /** This machine's Ollama: one model installed, two to be pulled. */
  readonly library: OllamaServer;
  /** Started with that Ollama, on the page of local models. */
  readonly atModels: Keywell;
}

const test = base.extend<Fixtures>({
  library: async ({ runtime: _ }, use) => {
    const server = await OllamaServer.start({ models: [installed], registry: [small, large] });
    await use(server);
    await server.close();
  },
  atModels: async ({ stoppedKeywell: keywell, library }, use) => {
    await keywell.start({ environment: { OLLAMA_HOST: library.origin } });
    await keywell.shell.goTo('Local models');
    await expect(keywell.localModels.status).toContainText('Running');
    await use(keywell);
  },
});

/** Asserts that the bytes that were shown never went back, and ended at the total. */
function expectToGrow(shown: readonly number[], total: number): void {
  expect(shown).toEqual(shown.toSorted((one, other) => one - other));
  expect(shown.at(-1)).toBe(total);
}

test.describe('pulling', () => {
  test('two at once, one cancelled: the other arrives whole, and every byte is accounted for', async ({
    atModels: keywell,
    library,
  }) => {
    const { localModels, page, shell } = keywell;
    const [begun, halfway, last] = [new Gate(), new Gate(), new Gate()];
    library.scriptPull('grand:7b', { holds: [{ at: weights, gate: begun }] });
    library.scriptPull('tiny:1b', {
      step: weights / 10,
      holds: [
        { at: weights / 2, gate: halfway },
        { at: small.size, gate: last },
      ],
    });
    await localModels.pullModel('grand:7b');
    await begun.reached;
    const shown = await localModels.recordBytes('tiny:1b');
    await localModels.pullModel('tiny:1b');
    await halfway.reached;

    await expect(localModels.progress('grand:7b')).toHaveAttribute('aria-valuenow', '50');
    await expect
      .poll(async () => (await localModels.bytesOf('tiny:1b')).completed)
      .toBe(weights / 2);
    await expect(localModels.chip).toHaveText(/Pulling 2 models/);

    const asked = await library.take('/api/pull');
    await localModels.cancel('grand:7b').click();
    expect(await asked.closed).toBe('dropped');
    await expect(localModels.pullOf('grand:7b')).toContainText('Cancelled');
    await expect(localModels.progress('tiny:1b')).toBeVisible();

    await test.step('how far it is can be seen from every page', async () => {
      await shell.goTo('Settings');
      await expect(localModels.chip).toHaveText(/Pulling tiny:1b\s*\d+ %/);
      await localModels.chip.click();
      await expect(shell.title('Local models')).toBeVisible();
    });

    halfway.release();
    await last.reached;
    await expect
      .poll(() => localModels.bytesOf('tiny:1b'))
      .toEqual({ completed: small.size, total: small.size });
    expectToGrow(await shown(), small.size);
    last.release();
    await expect(localModels.installedRow('tiny:1b')).toBeVisible();
    await expect(localModels.pullOf('tiny:1b')).toContainText('Pulled');
    await expect(page.getByRole('status').filter({ hasText: 'Pulled tiny:1b.' })).toBeVisible();
    await expect(localModels.chip).toBeHidden();
    await expect(localModels.installedRow('grand:7b')).toBeHidden();
  });

  test('the server killed in the middle and started again: it goes on from where it was', async ({
    atModels: keywell,
    library,
  }) => {
    const { localModels } = keywell;
    const gate = new Gate();
    library.scriptPull('tiny:1b', { step: weights / 10, holds: [{ at: weights / 2, gate }] });
    await localModels.pullModel('tiny:1b');
    await gate.reached;
    const shown = await localModels.recordBytes('tiny:1b');
    const last = new Gate();
    library.scriptPull('tiny:1b', { holds: [{ at: small.size, gate: last }] });
    await library.close();
    await expect(localModels.status).toContainText('Not running');
    // What was listed stays where it was.
    await expect(localModels.installedRow('llama3.2:latest')).toBeVisible();
    await library.listen();
    await last.reached;
    await expect
      .poll(() => localModels.bytesOf('tiny:1b'))
      .toEqual({ completed: small.size, total: small.size });
    expectToGrow(await shown(), small.size);
    last.release();
    await expect(localModels.installedRow('tiny:1b')).toBeVisible();
    await expect(localModels.status).toContainText('Running');
    const lines = library.sentLines.get('tiny:1b') ?? [];
    const starts = lines.filter(
      ({ digest, completed }) => digest === small.layers?.[0]?.digest && completed === undefined,
    );
    expect(starts, 'the layer began from nothing once only').toHaveLength(1);
  });

  test('Keywell killed in the middle and started again: it offers to go on, and does', async ({
    atModels: keywell,
    library,
  }) => {
    const gate = new Gate();
    library.scriptPull('tiny:1b', { step: weights / 10, holds: [{ at: weights / 2, gate }] });
    await keywell.localModels.pullModel('tiny:1b');
    await gate.reached;
    await expect
      .poll(async () => (await keywell.localModels.bytesOf('tiny:1b')).completed)
      .toBe(weights / 2);
    const asked = await library.take('/api/pull');
    await keywell.kill();
    expect(await asked.closed).toBe('dropped');

    await keywell.start({ environment: { OLLAMA_HOST: library.origin } });
    const { localModels, shell } = keywell;
    await shell.goTo('Local models');
    await expect(localModels.pullOf('tiny:1b')).toContainText('Interrupted');
    expect(library.requests.filter(({ path }) => path === '/api/pull')).toHaveLength(1);
    const late = new Gate();
    library.scriptPull('tiny:1b', { holds: [{ at: weights / 2, gate: late }] });
    await localModels.goOn('tiny:1b').click();
    await late.reached;
    await expect(localModels.progress('tiny:1b')).toHaveAttribute('aria-valuenow', '50');
    late.release();
    await expect(localModels.installedRow('tiny:1b')).toBeVisible();
    await localModels.dismiss('tiny:1b').click();
    await expect(localModels.pulls).toBeHidden();
  });

  test('a name that does not exist fails in the words of the server', async ({
    atModels: { localModels },
  }) => {
    await localModels.pullModel('nothing-of-the-kind');
    const pull = localModels.pullOf('nothing-of-the-kind');
    await expect(pull).toContainText('Failed');
    await expect(pull).toContainText('pull model manifest: file does not exist');
    await localModels.dismiss('nothing-of-the-kind').click();
    await expect(localModels.pulls).toBeHidden();
  });

  test('a disk that is full is named, and with room again it goes on', async ({
    atModels: { localModels },
    library,
  }) => {
    const error = 'write /models/blobs/sha256-1-partial: no space left on device';
    library.scriptPull('tiny:1b', { failure: { at: weights / 2, error } });
    await localModels.pullModel('tiny:1b');
    const pull = localModels.pullOf('tiny:1b');
    await expect(pull).toContainText('Failed');
    await expect(pull).toContainText(/disk .*full|no (?:room|space)/i);
    await localModels.tryAgain('tiny:1b').click();
    await expect(localModels.installedRow('tiny:1b')).toBeVisible();
  });

  test('a registry of one’s own is asked without a certificate only where that is ticked', async ({
    atModels: { localModels },
    library,
  }) => {
    const name = 'registry.example.com/team/house:2';
    await localModels.advanced.click();
    await localModels.insecure.check();
    await localModels.pullModel(name);
    expect((await library.take('/api/pull')).json).toMatchObject({ name, insecure: true });
    await localModels.pullModel('tiny:1b');
    const { json } = await library.take('/api/pull');
    expect(json).toMatchObject({ name: 'tiny:1b' });
    expect(json).not.toMatchObject({ insecure: true });
  });
});

test.describe('a server', () => {
  test('that is not running is found by itself once it is', async ({
    stoppedKeywell: keywell,
    library,
  }) => {
    await library.close();
    await keywell.start({ environment: { OLLAMA_HOST: library.origin } });
    const { localModels, page, shell } = keywell;
    await shell.goTo('Local models');
    await expect(localModels.notice('Ollama is not running')).toBeVisible();
    await expect(page.getByRole('main')).toContainText('ollama serve');
    await library.listen();
    await expect(localModels.installedRow('llama3.2:latest')).toBeVisible();
    await expect(localModels.notice('Ollama is not running')).toBeHidden();
  });

  test('that answers slowly, and then not at all, is waited for and then named', async ({
    atModels: { localModels },
    library,
  }) => {
    const slow = new Gate();
    library.interfere('/api/tags', slow);
    library.install({ ...installed, name: 'late:latest' });
    await slow.reached;
    await expect(localModels.installedRow('llama3.2:latest')).toBeVisible();
    slow.release();
    await expect(localModels.installedRow('late:latest')).toBeVisible();
    library.interfere('/api/ps', new Gate());
    await expect(localModels.status).toContainText('Failing', { timeout: 60_000 });
    await expect(localModels.status).toContainText('did not answer within');
    library.behave();
    await expect(localModels.status).toContainText('Running', { timeout: 60_000 });
  });

  test('that speaks nonsense is said to be no Ollama, and nothing breaks', async ({
    stoppedKeywell: keywell,
    library,
  }) => {
    for (const path of ['/api/version', '/api/tags', '/api/ps']) {
      library.interfere(path, { status: 200, body: '<html>It works!</html>' });
    }
    await keywell.start({ environment: { OLLAMA_HOST: library.origin } });
    const { localModels, page, shell } = keywell;
    await shell.goTo('Local models');
    await expect(localModels.notice('Ollama does not answer as it should')).toBeVisible();
    await expect(page.getByRole('main')).toContainText('does not speak Ollama');
    library.behave();
    await expect(localModels.installedRow('llama3.2:latest')).toBeVisible();
  });

  test('is left alone as soon as nobody looks', async ({ atModels: keywell, library }) => {
    await keywell.shell.goTo('Settings');
    library.interfere('/api/version', new Gate());
    // A round trip through main: whatever it still had to ask, it has asked.
    await keywell.request('localModels.servers', {});
    const asked = library.requests.length;
    await keywell.shell.goTo('Team');
    await keywell.request('localModels.servers', {});
    expect(library.requests.length).toBe(asked);
  });

  test('elsewhere is chosen among those that configurations lead to', async ({
    atModels: keywell,
    ollama,
  }) => {
    await keywell.register({ provider: 'ollama', baseUrl: ollama.origin, model: 'qwen3:8b' });
    const { localModels } = keywell;
    await localModels.chooseServer(ollama.origin);
    await expect(localModels.installedRow('qwen3:8b')).toBeVisible();
  });
});

test.describe('installed models', () => {
  test('deleted elsewhere while it is listed: it goes, and its details say so', async ({
    atModels: keywell,
    library,
  }) => {
    const { localModels } = keywell;
    await localModels.choose('llama3.2:latest', 'Delete');
    const question = localModels.dialog('Delete llama3.2:latest?');
    await expect(question).toBeVisible();
    library.uninstall('llama3.2:latest');
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect(question).toBeHidden();
    await expect(localModels.notice('No models yet')).toBeVisible();
    library.install(installed);
    await expect(localModels.installedRow('llama3.2:latest')).toBeVisible();
  });

  test('several are deleted at once, and the configurations that need them are named', async ({
    atModels: keywell,
    library,
  }) => {
    library.install({ name: 'qwen3:8b', size: 5 * 2 ** 30, parameterSize: '8.2B' });
    await keywell.register({
      name: 'House qwen',
      provider: 'ollama',
      baseUrl: library.origin,
      model: 'qwen3:8b',
    });
    const { localModels, shell } = keywell;
    await localModels.select('qwen3:8b').check();
    await localModels.select('llama3.2:latest').check();
    await localModels.deleteSelected.click();
    const question = localModels.dialog('Delete 2 models?');
    await expect(question).toContainText('House qwen');
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect(
      shell.doneNotices.filter({ hasText: /Deleted 2 models: .* GiB freed/ }),
    ).toBeVisible();
    await expect(localModels.notice('No models yet')).toBeVisible();
    expect(library.models).toEqual([]);
  });

  test('are told of in full, copied and found', async ({ atModels: keywell, library }) => {
    const { localModels, page } = keywell;
    await localModels.choose('llama3.2:latest', 'Details');
    const drawer = localModels.dialog('llama3.2:latest');
    await expect(drawer.getByRole('region', { name: 'Template' })).toContainText('{{ .Prompt }}');
    await expect(drawer).toContainText('131,072 tokens');
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await localModels.choose('llama3.2:latest', 'Copy…');
    const copy = localModels.dialog('Copy llama3.2:latest');
    await copy.getByRole('textbox', { name: 'New name' }).fill('llama3.2:latest');
    await copy.getByRole('button', { name: 'Copy' }).click();
    await expect(copy.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
    await copy.getByRole('textbox').fill('mine');
    await copy.getByRole('button', { name: 'Copy' }).click();
    await expect(localModels.installedRow('mine:latest')).toBeVisible();
    expect(library.models).toHaveLength(2);
    await localModels.search.fill('mine');
    await expect(localModels.installedRow('llama3.2:latest')).toBeHidden();
  });

  test('become a configuration in one click, which answers', async ({ atModels: keywell }) => {
    const { localModels, generate, shell } = keywell;
    await localModels.choose('llama3.2:latest', 'Create configuration');
    await expect(shell.doneNotices.filter({ hasText: 'Created llama3.2.' })).toBeVisible();
    const { configurations } = await keywell.request('configurations.list', {});
    expect(configurations).toMatchObject([
      { provider: 'ollama', model: 'llama3.2:latest', contextLength: 8_192 },
    ]);
    await localModels.choose('llama3.2:latest', 'Use in Generate');
    await expect(shell.title('Generate')).toBeVisible();
    await expect(generate.configuration).toHaveValue('llama3.2');
    await generate.ask('Is there water?');
    await expect(generate.answer).toContainText('Drawn from the local well.');
    expect((await keywell.request('configurations.list', {})).configurations).toHaveLength(1);
  });
});

test('models are loaded for as long as is wanted, and unloaded', async ({
  atModels: { localModels },
  library,
}) => {
  const gate = new Gate();
  library.interfere('/api/generate', gate);
  await localModels.choose('llama3.2:latest', 'Load now');
  const dialog = localModels.dialog('Load llama3.2:latest');
  await dialog.getByRole('radio', { name: '30 minutes' }).check();
  await dialog.getByRole('button', { name: 'Load' }).click();
  await expect(localModels.runningRow('llama3.2:latest')).toContainText('Loading');
  await gate.reached;
  gate.release();
  const row = localModels.runningRow('llama3.2:latest');
  await expect(row).toContainText(/29 min \d\d s/);
  await expect(row).toContainText('2.4 GiB');
  await expect(row).toContainText('80 %');
  await localModels.unload('llama3.2:latest');
  await expect(row).toBeHidden();
  expect(library.inMemory.size).toBe(0);
});

test.describe('a model that is missing', () => {
  test('is said to be, in the list and in Generate, and is pulled from there', async ({
    atModels: keywell,
    library,
  }) => {
    await keywell.register({
      name: 'Tiny',
      provider: 'ollama',
      baseUrl: library.origin,
      model: 'tiny:1b',
    });
    const { configurations, generate, shell, page } = keywell;
    await shell.goTo('Configurations');
    await expect(configurations.row('Tiny')).toContainText('Model not installed');
    await shell.goTo('Generate');
    await expect(page.getByRole('main')).toContainText('Model not installed');
    await page.getByRole('button', { name: 'Pull tiny:1b' }).click();
    await expect(page.getByRole('main')).not.toContainText('Model not installed');
    await generate.ask('Is there water?');
    await expect(generate.answer).toContainText('Drawn from the local well.');
    await shell.goTo('Configurations');
    await expect(configurations.row('Tiny')).not.toContainText('Model not installed');
  });

  test('fails a run that then offers to pull it, and runs again', async ({
    atModels: keywell,
    library,
  }) => {
    library.install({ ...small });
    await keywell.register({
      name: 'Tiny',
      provider: 'ollama',
      baseUrl: library.origin,
      model: 'tiny:1b',
    });
    const { generate, shell, page } = keywell;
    await shell.goTo('Generate');
    library.uninstall('tiny:1b');
    await generate.ask('Is there water?');
    await expect(generate.failure.first()).toBeVisible();
    await page.getByRole('button', { name: 'Pull tiny:1b' }).click();
    await expect(page.getByText('tiny:1b is installed now.')).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(generate.answer).toContainText('Drawn from the local well.');
  });

  test('at the first start there is one to begin with', async ({
    stoppedKeywell: keywell,
    library,
  }) => {
    library.uninstall(installed.name);
    library.registry.set('llama3.2:latest', modelOf('llama3.2', [layerOf('llama', weights)]));
    await keywell.start({ environment: { OLLAMA_HOST: library.origin } });
    const { firstStart, page, shell } = keywell;
    await page.getByRole('button', { name: 'Pull llama3.2' }).click();
    await firstStart.useModel('llama3.2:latest').click();
    await expect(shell.title('Generate')).toBeVisible();
  });
});

test('by keyboard alone: a model is pulled, looked at and deleted', async ({
  atModels: keywell,
  library,
}) => {
  const { localModels, shell } = keywell;
  const { keyboard } = keywell.page;
  await shell.goTo('Settings');
  await shell.palette.openByKeys();
  await shell.palette.run('Pull a model');
  await expect(localModels.name).toBeFocused();
  await keyboard.type('tiny:1b');
  await keyboard.press('Enter');
  await expect(localModels.installedRow('tiny:1b')).toBeVisible();

  await keyboard.press('Tab');
  await keyboard.press('Escape');
  await localModels.pull.focus();
  await keyboard.press('/');
  await expect(localModels.search).toBeFocused();
  await keyboard.type('tiny');
  await expect(localModels.installedRow('llama3.2:latest')).toBeHidden();

  const actions = localModels.installed.getByRole('button', { name: 'Actions for tiny:1b' });
  await localModels.select('tiny:1b').focus();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(actions).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('End');
  await keyboard.press('Enter');
  const question = localModels.dialog('Delete tiny:1b?');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(localModels.notice('No model matches')).toBeVisible();
  expect(library.models.map(({ name }) => name)).toEqual(['llama3.2:latest']);
});
