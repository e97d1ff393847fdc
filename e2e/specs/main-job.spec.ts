import { expect, newKey, test } from '../fixtures.ts';
import { Gate } from '../providers/gate.ts';

const name = 'House model';

test('from an empty registry to streamed text, with a key, across restarts', async ({
  keywell,
  chat,
}) => {
  const key = newKey();
  chat.key = key;

  await test.step('a configuration is created, and the key dialog opens by itself', async () => {
    await keywell.firstStart.addProvider.click();
    await keywell.configurations.dialog.saveWith({
      provider: 'OpenAI-compatible',
      name,
      baseUrl: chat.baseUrl,
      model: 'keystone-1',
    });
    await expect(keywell.configurations.keyDialog.dialog).toBeVisible();
    await expect(keywell.configurations.keyDialog.key).toHaveAttribute('type', 'password');
  });

  await test.step('the key is saved: its hint shows, its field forgets it', async () => {
    await keywell.configurations.keyDialog.enter(key);
    await keywell.shell.goTo('Configurations');
    await expect(keywell.configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
    await keywell.configurations.choose(name, 'Replace key');
    await expect(keywell.configurations.keyDialog.key).toHaveValue('');
    await keywell.configurations.keyDialog.cancel.click();
  });

  await test.step('the answer appears as it comes', async () => {
    const gate = new Gate();
    chat.answerNext({
      steps: [{ text: 'First half, ' }, { hold: gate }, { text: 'second half.' }],
      usage: { input: 17, output: 23 },
    });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Is there water?');
    await expect(keywell.generate.answer).toContainText('First half,');
    await expect(keywell.generate.answer).not.toContainText('second half.');
    gate.release();
    await expect(keywell.generate.answer).toContainText('First half, second half.');

    const asked = await chat.takeGeneration();
    expect(asked.bearer).toBe(key);
    expect(asked.json).toMatchObject({ model: 'keystone-1', stream: true });
  });

  await test.step("the run's figures are the server's", async () => {
    await expect(keywell.generate.detail('Input tokens')).toContainText('17');
    await expect(keywell.generate.detail('Output tokens')).toContainText('23');
    await expect(keywell.generate.detail('Finish reason')).toContainText(/stop|complete/i);
    await expect(keywell.generate.detail('Time to first token')).toContainText(/\d/);
    await expect(keywell.generate.detail('Tokens per second')).toContainText(/\d/);
    await expect(keywell.generate.detail('Cost')).toContainText('Price unknown');
  });

  await test.step('Stop closes the connection and keeps what arrived', async () => {
    chat.answerNext({ steps: [{ text: 'Only this' }, { hold: new Gate() }, { text: 'not that' }] });
    await keywell.generate.ask('Tell me more');
    const asked = await chat.takeGeneration();
    await expect(keywell.generate.answer).toContainText('Only this');
    await keywell.generate.stop.click();
    expect(await asked.closed).toBe('dropped');
    await expect(keywell.generate.detail('Finish reason')).toContainText(/stopped|cancelled/i);
    await expect(keywell.generate.answer).toContainText('Only this');
  });

  await test.step('after a restart everything is there, and the key still works', async () => {
    await keywell.restart();
    await keywell.shell.goTo('Configurations');
    await expect(keywell.configurations.row(name)).toContainText(`Key ending in ${key.slice(-4)}`);
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Still there?');
    await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
    expect((await chat.takeGeneration()).bearer).toBe(key);
  });

  await test.step('a replaced key is the one the next run sends', async () => {
    const replacement = newKey();
    chat.key = replacement;
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.replaceKey(name, replacement);
    await expect(keywell.configurations.row(name)).toContainText(
      `Key ending in ${replacement.slice(-4)}`,
    );
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('And now?');
    await expect(keywell.generate.answer).toContainText('The well is deep and clear.');
    expect((await chat.takeGeneration()).bearer).toBe(replacement);
  });

  await test.step('without its key a run says so, and asks nobody', async () => {
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.removeKey(name);
    await expect(keywell.configurations.row(name)).toContainText('No key');
    const before = chat.requests.length;
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Hello?');
    await expect(keywell.generate.failure).toContainText(/key/i);
    expect(chat.requests.length).toBe(before);
  });

  await test.step('a deleted configuration is gone for good', async () => {
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.delete(name);
    await expect(keywell.configurations.empty).toBeVisible();
    expect(await keywell.registryFile()).not.toContain(name);
  });
});

test('a run goes on where a person leaves the page for another', async ({ keywell, chat }) => {
  const gate = new Gate();
  chat.answerNext({ steps: [{ text: 'Half' }, { hold: gate }, { text: ' and whole.' }] });
  await keywell.register({ baseUrl: chat.baseUrl }, newKey());
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Go on');
  await expect(keywell.generate.answer).toContainText('Half');
  await keywell.shell.goTo('Settings');
  gate.release();
  await keywell.shell.goTo('Generate');
  await expect(keywell.generate.answer).toContainText('Half and whole.');
});

test('closing the window closes the connection of its run', async ({ keywell, chat }) => {
  chat.answerNext({ steps: [{ endlessly: 'drip ' }] });
  await keywell.register({ baseUrl: chat.baseUrl }, newKey());
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Go on');
  await expect(keywell.generate.answer).toContainText('drip drip');
  const asked = await chat.takeGeneration();
  await keywell.page.close();
  expect(await asked.closed).toBe('dropped');
});
