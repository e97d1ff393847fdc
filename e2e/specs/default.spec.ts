import { expect, newKey, test } from '../fixtures.ts';
import { ChatCompletionsServer } from '../providers/chat-completions-server.ts';
import { Gate } from '../providers/gate.ts';

const url = 'https://models.example/v1';

test('without a mark the most recent is used, and the app says why', async ({ keywell }) => {
  await keywell.register({ name: 'First', baseUrl: url });
  await keywell.register({ name: 'Second', baseUrl: url });
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(/Second\s*Default \(most recent\)/);
  await keywell.shell.goTo('Configurations');
  await expect(keywell.configurations.row('Second')).toContainText('Default (most recent)');
  await keywell.shell.goTo('Generate');
  await expect(keywell.generate.configuration).toHaveValue('Default — Second');
});

test('marking one, then another, then none: there is always exactly one answer', async ({
  keywell,
}) => {
  await keywell.register({ name: 'First', baseUrl: url });
  await keywell.register({ name: 'Second', baseUrl: url });
  await keywell.shell.goTo('Configurations');
  const { configurations, shell } = keywell;

  await configurations.choose('First', 'Set as default');
  await expect(configurations.row('First')).toContainText('Default');
  await expect(configurations.row('Second')).not.toContainText('Default');
  await expect(shell.defaultChip).toHaveAccessibleName(/First\s*Default$/);

  await configurations.choose('Second', 'Set as default');
  await expect(configurations.row('Second')).toContainText('Default');
  await expect(configurations.row('First')).not.toContainText('Default');

  await configurations.choose('Second', 'Clear default');
  await expect(configurations.row('Second')).toContainText('Default (most recent)');
  await keywell.restart();
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(/Second\s*Default \(most recent\)/);
});

test('the switcher in the header marks another, and clears the mark', async ({ keywell }) => {
  await keywell.register({ name: 'First', baseUrl: url });
  await keywell.register({ name: 'Second', baseUrl: url });
  await keywell.shell.switchDefaultTo('First');
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(/First\s*Default$/);
  await keywell.shell.switchDefaultTo('Clear default');
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(/Second\s*Default \(most recent\)/);
});

test('of many who set it at once one has it in the end, and everybody sees the same one', async ({
  keywell,
}) => {
  const names = ['Alder', 'Birch', 'Cedar', 'Doum', 'Elm', 'Fir'];
  const created = await Promise.all(names.map((name) => keywell.register({ name, baseUrl: url })));
  const rounds = [...created, ...created.toReversed(), ...created];
  await Promise.all(rounds.map(({ id }) => keywell.request('configurations.setDefault', { id })));
  const { defaultId } = await keywell.registry();
  const winner = created.find(({ id }) => id === defaultId)?.name ?? 'nobody';
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(new RegExp(`${winner}\\s*Default$`));
  await keywell.shell.goTo('Configurations');
  await expect(
    keywell.configurations.table.getByRole('cell', { name: 'Default', exact: true }),
  ).toHaveCount(1);
  await expect(
    keywell.configurations.row(winner).getByRole('cell', { name: 'Default', exact: true }),
  ).toBeVisible();
});

test('deleting the default leaves the most recent in its place', async ({ keywell }) => {
  await keywell.register({ name: 'First', baseUrl: url });
  await keywell.register({ name: 'Second', baseUrl: url });
  await keywell.register({ name: 'Third', baseUrl: url });
  await keywell.shell.switchDefaultTo('First');
  await keywell.shell.goTo('Configurations');
  await keywell.configurations.delete('First');
  await expect(keywell.shell.defaultChip).toHaveAccessibleName(/Third\s*Default \(most recent\)/);
});

test('a change counts for the next run at once; the run in flight keeps what it began with', async ({
  keywell,
  chat,
}) => {
  const other = await ChatCompletionsServer.start();
  const gate = new Gate();
  chat.answerNext({
    steps: [{ text: 'From the first' }, { hold: gate }, { text: ', to its end.' }],
  });
  const firstKey = newKey();
  const first = await keywell.register({ name: 'First', baseUrl: chat.baseUrl }, firstKey);
  const secondKey = newKey();
  await keywell.register({ name: 'Second', baseUrl: other.baseUrl }, secondKey);
  await keywell.shell.switchDefaultTo('First');

  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.answer).toContainText('From the first');
  await keywell.shell.switchDefaultTo('Second');
  await keywell.request('keys.replace', { configurationId: first.id, key: newKey() });
  await keywell.request('configurations.delete', { id: first.id });
  gate.release();
  await expect(keywell.generate.answer).toContainText('From the first, to its end.');
  expect((await chat.takeGeneration()).bearer).toBe(firstKey);

  await keywell.generate.ask('Hello again');
  await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
  expect((await other.takeGeneration()).bearer).toBe(secondKey);
  await other.close();
});

test('a configuration chosen by name is used, whatever the default is', async ({
  keywell,
  chat,
}) => {
  await keywell.register({ name: 'By name', baseUrl: chat.baseUrl, model: 'keystone-1-mini' });
  await keywell.register({ name: 'Default one', baseUrl: chat.baseUrl });
  await keywell.shell.goTo('Generate');
  await keywell.generate.choose(/^By name/);
  await keywell.generate.ask('Hello');
  await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
  expect((await chat.takeGeneration()).json).toMatchObject({ model: 'keystone-1-mini' });
});
