import { expect, it, onTestFinished } from 'vitest';
import { ChatCompletionsServer } from '../../../e2e/providers/chat-completions-server.ts';
import { ada, Comparing, everyPrompt, prompts } from './testing/comparing.ts';

it('figures that are kept up as answers come are those of what was written down', async () => {
  const comparing = new Comparing();
  const server = await ChatCompletionsServer.start();
  onTestFinished(() => server.close());
  const column = () =>
    comparing.configuration('A', { provider: 'custom', baseUrl: server.baseUrl });
  const id = comparing.start([column(), column()], { prompts: prompts('a', 'b', 'c'), repeats: 2 });
  // Looked at before anything has come, so that they are kept up from then on.
  expect(comparing.get(id).comparison.columns.map(({ figures }) => figures.answers)).toEqual([
    0, 0,
  ]);
  await comparing.reached(id, 'complete');
  const figuresIn = (comparisons = comparing.comparisons) =>
    comparisons.get({ id, ...everyPrompt }, ada()).comparison.columns.map(({ figures }) => figures);
  expect(figuresIn()[0]).toMatchObject({ answers: 6, inputTokens: { count: 6, median: 11 } });
  expect(figuresIn()).toEqual(figuresIn(comparing.over()));

  // An answer that is replaced counts once, and one that fails no more.
  server.answerNext({ steps: [{ text: 'Again.' }], usage: { input: 99, output: 1 } });
  comparing.comparisons.retry(id, { prompt: 0, column: 0, repeat: 0 }, ada());
  await comparing.reached(id, 'complete');
  expect(figuresIn()[0]).toMatchObject({ answers: 6, inputTokens: { count: 6, max: 99 } });
  server.answerNext({ status: 400, body: { error: { message: 'No.' } } });
  comparing.comparisons.retry(id, { prompt: 0, column: 0, repeat: 0 }, ada());
  await comparing.reached(id, 'complete');
  expect(figuresIn()[0]).toMatchObject({ answers: 5, inputTokens: { count: 5, max: 11 } });
  expect(figuresIn()).toEqual(figuresIn(comparing.over()));
});

it('figures of many comparisons that are looked at in turn are each its own', async () => {
  const comparing = new Comparing();
  const server = await ChatCompletionsServer.start();
  onTestFinished(() => server.close());
  const column = () =>
    comparing.configuration('A', { provider: 'custom', baseUrl: server.baseUrl });
  const columns = [column(), column()];
  const ids = [];
  for (let count = 1; count <= 6; count += 1) {
    const id = comparing.start(columns, { repeats: count });
    await comparing.reached(id, 'complete');
    ids.push(id);
  }
  for (let turn = 0; turn < 2; turn += 1) {
    const answers = ids.map((id) => comparing.get(id).comparison.columns[0]?.figures.answers);
    expect(answers).toEqual([1, 2, 3, 4, 5, 6]);
  }
});
