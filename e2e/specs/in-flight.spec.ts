/** A run is what it was when it began: nothing that is changed while it streams reaches it, and the next one has it all. */
import type { Locator, Page } from '@playwright/test';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { Keywell } from '../app/keywell.ts';
import { expect, newKey, test } from '../fixtures.ts';
import { ChatCompletionsServer, rateLimited } from '../providers/chat-completions-server.ts';
import { Gate } from '../providers/gate.ts';

/** What stands above the answer: whose it is. */
function origin(page: Page): Locator {
  return page.getByRole('heading', { level: 2, name: 'Answer', exact: true }).locator('xpath=..');
}

/** `First`, which answers from `chat` and waits at a gate in mid-answer, and `Second` at a server of its own. */
async function twoConfigurations(keywell: Keywell, chat: ChatCompletionsServer) {
  const other = await ChatCompletionsServer.start();
  const firstKey = newKey();
  const secondKey = newKey();
  const first = await keywell.register({ name: 'First', baseUrl: chat.baseUrl }, firstKey);
  const second = await keywell.register({ name: 'Second', baseUrl: other.baseUrl }, secondKey);
  await keywell.shell.switchDefaultTo('First');
  return { other, first, firstKey, second, secondKey };
}

interface Change {
  readonly what: string;
  /** Carried out in the window while the run of `First` streams. */
  readonly carryOut: (keywell: Keywell, newKey: string) => Promise<void>;
  /** What the next run is: of which server, model and key. */
  readonly next: {
    readonly server: 'same' | 'other';
    readonly model: string;
    readonly key: 'first' | 'second' | 'new';
  };
}

const changes: readonly Change[] = [
  {
    what: 'its configuration is edited',
    async carryOut({ configurations }) {
      await configurations.choose('First', 'Edit');
      await configurations.dialog.saveWith({ name: 'Renamed', model: 'keystone-1-mini' });
      await expect(configurations.row('Renamed')).toContainText('keystone-1-mini');
    },
    next: { server: 'same', model: 'keystone-1-mini', key: 'first' },
  },
  {
    what: 'its key is replaced',
    async carryOut({ configurations }, key) {
      await configurations.replaceKey('First', key);
      await expect(configurations.row('First')).toContainText(`Key ending in ${key.slice(-4)}`);
    },
    next: { server: 'same', model: 'keystone-1', key: 'new' },
  },
  {
    what: 'the default moves to another',
    async carryOut({ configurations, shell }) {
      await configurations.choose('Second', 'Set as default');
      await expect(shell.defaultChip).toHaveAccessibleName(/Second\s*Default$/);
    },
    next: { server: 'other', model: 'keystone-1', key: 'second' },
  },
  {
    what: 'its configuration is deleted',
    async carryOut({ configurations, shell }) {
      await configurations.delete('First');
      await expect(configurations.row('First')).toHaveCount(0);
      await expect(shell.defaultChip).toHaveAccessibleName(/Second/);
    },
    next: { server: 'other', model: 'keystone-1', key: 'second' },
  },
];

for (const { what, carryOut, next } of changes) {
  test(`a run of the default ends as it began, though ${what}; the next has the new state`, async ({
    keywell,
    chat,
  }) => {
    const { other, firstKey, secondKey } = await twoConfigurations(keywell, chat);
    const replacement = newKey();
    const gate = new Gate();
    chat.answerNext({
      steps: [{ text: 'Begun, ' }, { hold: gate }, { text: 'and whole.' }],
      usage: { input: 17, output: 23 },
    });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello');
    await expect(keywell.generate.answer).toContainText('Begun,');

    await keywell.shell.goTo('Configurations');
    await carryOut(keywell, replacement);
    gate.release();

    await keywell.shell.goTo('Generate');
    await expect(keywell.generate.answer).toHaveText('Begun, and whole.');
    await expect(keywell.generate.detail('Input tokens')).toHaveText('17');
    await expect(keywell.generate.detail('Output tokens')).toHaveText('23');
    await expect(keywell.generate.detail('Finish reason')).toHaveText('Complete');
    await expect(origin(keywell.page).getByText('First', { exact: true })).toBeVisible();
    await expect(origin(keywell.page).getByText('keystone-1', { exact: true })).toBeVisible();
    const began = await chat.takeGeneration();
    expect(began.bearer).toBe(firstKey);
    expect(began.json).toMatchObject({ model: 'keystone-1' });
    expect(await began.closed).toBe('answered');

    const server = next.server === 'same' ? chat : other;
    await keywell.generate.ask('Hello again');
    await expect(keywell.generate.answer).toHaveText('The well is deep and clear.');
    const followed = await server.takeGeneration();
    expect(followed.bearer).toBe(
      { first: firstKey, second: secondKey, new: replacement }[next.key],
    );
    expect(followed.json).toMatchObject({ model: next.model });
    await expect(origin(keywell.page).getByText(next.model, { exact: true })).toBeVisible();
    await other.close();
  });
}

test('a run of a chosen configuration goes on through all of it, one change after the other', async ({
  keywell,
  chat,
}) => {
  const { other, firstKey, secondKey } = await twoConfigurations(keywell, chat);
  await keywell.shell.switchDefaultTo('Second');
  const gates = changes.map(() => new Gate());
  chat.answerNext({
    steps: [
      { text: 'Begun' },
      ...gates.flatMap((gate, index) => [{ hold: gate }, { text: `, change ${index + 1}` }]),
    ],
    usage: { input: 5, output: 9 },
  });
  await keywell.shell.goTo('Generate');
  await keywell.generate.choose(/^First/);
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.answer).toHaveText('Begun');
  const { configurations } = keywell;

  await test.step('edited', async () => {
    await keywell.shell.goTo('Configurations');
    await configurations.choose('First', 'Edit');
    await configurations.dialog.saveWith({ name: 'Renamed', model: 'keystone-1-mini' });
    gates[0]?.release();
    await keywell.shell.goTo('Generate');
    await expect(keywell.generate.answer).toHaveText('Begun, change 1');
    await expect(origin(keywell.page).getByText('First', { exact: true })).toBeVisible();
  });

  await test.step('its key replaced', async () => {
    await keywell.shell.goTo('Configurations');
    await configurations.replaceKey('Renamed', newKey());
    gates[1]?.release();
    await keywell.shell.goTo('Generate');
    await expect(keywell.generate.answer).toHaveText('Begun, change 1, change 2');
  });

  await test.step('made the default, and no longer', async () => {
    await keywell.shell.switchDefaultTo('Renamed');
    await keywell.shell.switchDefaultTo('Second');
    gates[2]?.release();
    await expect(keywell.generate.answer).toHaveText('Begun, change 1, change 2, change 3');
  });

  await test.step('deleted', async () => {
    await keywell.shell.goTo('Configurations');
    await configurations.delete('Renamed');
    gates[3]?.release();
    await keywell.shell.goTo('Generate');
    await expect(keywell.generate.answer).toHaveText(
      'Begun, change 1, change 2, change 3, change 4',
    );
  });

  await expect(keywell.generate.detail('Output tokens')).toHaveText('9');
  await expect(keywell.generate.detail('Finish reason')).toHaveText('Complete');
  await expect(origin(keywell.page).getByText('First', { exact: true })).toBeVisible();
  await expect(origin(keywell.page).getByText('keystone-1', { exact: true })).toBeVisible();
  const began = await chat.takeGeneration();
  expect(began.bearer).toBe(firstKey);
  expect(await began.closed).toBe('answered');

  await test.step('the next run is of the default, since the chosen one is gone', async () => {
    await expect(keywell.generate.configuration).toHaveValue('Default — Second');
    await keywell.generate.ask('Hello again');
    await expect(keywell.generate.answer).toHaveText('The well is deep and clear.');
    expect((await other.takeGeneration()).bearer).toBe(secondKey);
  });
  await other.close();
});

test('a run that is asked again by itself asks as it began', async ({ keywell, chat }) => {
  const gate = new Gate();
  chat.answerNext({ ...rateLimited(1), holdHeaders: gate });
  const key = newKey();
  const replacement = newKey();
  const { id } = await keywell.register({ name: 'First', baseUrl: chat.baseUrl }, key);
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await gate.reached;
  await keywell.request('configurations.update', {
    id,
    fields: { ...(await keywell.fieldsOf(id)), model: 'keystone-1-mini' },
    revision: (await viewOf(keywell, id)).revision,
  });
  await keywell.request('keys.replace', { configurationId: id, key: replacement });
  gate.release();

  await expect(keywell.generate.answer).toHaveText('The well is deep and clear.');
  const [refused, answered] = [await chat.takeGeneration(), await chat.takeGeneration()];
  for (const asked of [refused, answered]) {
    expect(asked.bearer).toBe(key);
    expect(asked.json).toMatchObject({ model: 'keystone-1' });
  }
  await keywell.generate.ask('Hello again');
  const next = await chat.takeGeneration();
  expect(next.bearer).toBe(replacement);
  expect(next.json).toMatchObject({ model: 'keystone-1-mini' });
  await expect(keywell.generate.detail('Finish reason')).toHaveText('Complete');
});

async function viewOf(keywell: Keywell, id: string): Promise<ConfigurationView> {
  const { configurations } = await keywell.request('configurations.list', {});
  const found = configurations.find((one) => one.id === id);
  if (found === undefined) throw new Error('There is no such configuration.');
  return found;
}
