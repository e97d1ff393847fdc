import { expect, test } from '../fixtures.ts';
import { Gate } from '../providers/gate.ts';
import { ollamaDurations } from '../providers/ollama-chat.ts';

const name = 'Local llama';

test('from an empty registry to streamed text with Ollama, no key anywhere', async ({
  keywell,
  ollama,
}) => {
  await test.step('a configuration is created, and no key is asked for', async () => {
    await keywell.firstStart.addProvider.click();
    await keywell.configurations.dialog.saveWith({
      provider: 'Ollama',
      name,
      baseUrl: ollama.origin,
      model: 'qwen3:8b',
    });
    await keywell.shell.goTo('Configurations');
    await expect(keywell.configurations.row(name)).toContainText('Not required');
    await expect(keywell.configurations.keyDialog.dialog).toBeHidden();
  });

  await test.step('the answer appears as it comes, its reasoning apart', async () => {
    const gate = new Gate();
    ollama.answerNext({
      steps: [
        { reasoning: 'First I think.' },
        { text: 'Then I ' },
        { hold: gate },
        { text: 'speak.' },
      ],
      usage: { input: 31, output: 50 },
    });
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Is there water?');
    await expect(keywell.generate.answer).toContainText('Then I');
    await expect(keywell.generate.answer).not.toContainText('speak.');
    gate.release();
    await expect(keywell.generate.answer).toContainText('Then I speak.');
    await expect(keywell.generate.answer).not.toContainText('First I think.');
    await keywell.generate.reasoning.click();
    await expect(keywell.page.getByText('First I think.')).toBeVisible();

    const asked = await ollama.takeGeneration();
    expect(asked.headers).not.toHaveProperty('authorization');
    expect(asked.json).toMatchObject({
      model: 'qwen3:8b',
      stream: true,
      messages: [{ role: 'user', content: 'Is there water?' }],
    });
  });

  await test.step("the run's figures are Ollama's", async () => {
    await expect(keywell.generate.detail('Input tokens')).toContainText('31');
    await expect(keywell.generate.detail('Output tokens')).toContainText('50');
    // 50 tokens in the second that Ollama says it spent on them.
    expect(ollamaDurations.eval).toBe(1_000_000_000);
    await expect(keywell.generate.detail('Tokens per second')).toContainText('50.0');
    await expect(keywell.generate.detail('Load time')).toContainText('1.20 s');
    await expect(keywell.generate.detail('Cost')).toContainText('Local');
    await expect(keywell.generate.detail('Finish reason')).toContainText('Complete');
  });

  await test.step('Stop closes the connection and keeps what arrived', async () => {
    ollama.answerNext({ steps: [{ text: 'Only this' }, { hold: new Gate() }] });
    await keywell.generate.ask('Tell me more');
    const asked = await ollama.takeGeneration();
    await expect(keywell.generate.answer).toContainText('Only this');
    await keywell.generate.stop.click();
    expect(await asked.closed).toBe('dropped');
    await expect(keywell.generate.answer).toContainText('Only this');
  });

  await test.step('after a restart it is all there, and answers', async () => {
    await keywell.restart();
    await keywell.shell.goTo('Generate');
    await keywell.generate.ask('Still there?');
    await expect(keywell.generate.answer).toContainText('Drawn from the local well.');
  });

  await test.step('a deleted configuration is gone for good', async () => {
    await keywell.shell.goTo('Configurations');
    await keywell.configurations.delete(name);
    await expect(keywell.configurations.empty).toBeVisible();
    expect(await keywell.registryFile()).not.toContain(name);
  });
});

test('Stop reaches Ollama while it still loads the model', async ({ keywell, ollama }) => {
  const loading = new Gate();
  ollama.answerNext({ holdHeaders: loading, steps: [{ text: 'late' }] });
  await keywell.register({ provider: 'ollama', baseUrl: ollama.origin, model: 'llama3.2' });
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  await loading.reached;
  const asked = await ollama.takeGeneration();
  await keywell.generate.stop.click();
  expect(await asked.closed).toBe('dropped');
  await expect(keywell.generate.detail('Finish reason')).toContainText('Stopped');
});

test('the configuration decides context length, keep-alive and parameters of the request', async ({
  keywell,
  ollama,
}) => {
  await keywell.register({
    provider: 'ollama',
    baseUrl: ollama.origin,
    model: 'llama3.2',
    contextLength: 4096,
    keepAlive: '10m',
    temperature: 0.2,
    topP: 0.9,
    maxOutputTokens: 64,
    systemPrompt: 'Answer like a well.',
  });
  await keywell.shell.goTo('Generate');
  await keywell.generate.ask('Hello');
  const asked = await ollama.takeGeneration();
  expect(asked.json).toMatchObject({
    keep_alive: '10m',
    messages: [
      { role: 'system', content: 'Answer like a well.' },
      { role: 'user', content: 'Hello' },
    ],
    options: { num_ctx: 4096, temperature: 0.2, top_p: 0.9, num_predict: 64 },
  });
});
