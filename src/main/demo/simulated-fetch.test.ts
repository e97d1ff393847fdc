import { expect, test } from 'vitest';
import { configurationProblems } from '#shared/domain/rules/configuration-rules.ts';
import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import type { AdapterPart } from '../providers/adapter.ts';
import { createAdapters } from '../providers/adapters.ts';
import { testConfiguration } from '../providers/test-configuration.ts';
import { simulatedAnswer } from './simulated-answer.ts';
import { simulatedConfigurations } from './simulated-configurations.ts';
import { simulatedFetch } from './simulated-fetch.ts';

const adapterFor = createAdapters({ simulatedFetch });

function ask(fields: (typeof simulatedConfigurations)[number], signal: AbortSignal) {
  return adapterFor(fields.provider).generate({
    configuration: testConfiguration(fields),
    key: null,
    messages: [{ role: 'user', content: 'How deep is the well?' }],
    systemPrompt: null,
    signal,
    onConnected: () => undefined,
  });
}

test.each(simulatedConfigurations)('$name is a valid configuration that needs no key', (fields) => {
  expect(configurationProblems(fields)).toEqual({});
  expect(fields.authentication).toBe('none');
  expect(isSimulatedUrl(fields.baseUrl)).toBe(true);
});

test.each(simulatedConfigurations)(
  '$name answers through its adapter, with figures',
  async (fields) => {
    const parts: AdapterPart[] = [];
    const short = { ...fields, maxOutputTokens: 4 };
    for await (const part of ask(short, new AbortController().signal)) parts.push(part);
    const text = parts.map((part) => (part.type === 'text' ? part.delta : '')).join('');
    expect(text).toMatch(/^## A simu/);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', reason: 'length' });
    expect(parts.some(({ type }) => type === 'reasoning')).toBe(fields.provider === 'ollama');
  },
);

test.each(simulatedConfigurations)('$name stops when it is told to', async (fields) => {
  const controller = new AbortController();
  const parts = ask(fields, controller.signal)[Symbol.asyncIterator]();
  await parts.next();
  controller.abort();
  // What is on its way already may still arrive, but not the rest.
  const toTheEnd = async () => {
    for (let part = await parts.next(); !part.done; part = await parts.next());
  };
  await expect(toTheEnd()).rejects.toThrow();
});

test.each(simulatedConfigurations)('$name offers its model', async (fields) => {
  const models = await adapterFor(fields.provider).listModels({
    configuration: testConfiguration(fields),
    key: null,
    signal: new AbortController().signal,
  });
  expect(models.map(({ id }) => id)).toContain(fields.model);
});

test('the answer repeats the prompt without carrying out its Markdown, and says what it is', () => {
  const { text } = simulatedAnswer(
    '# Hello\n`there` [link](https://example.com)',
    'simulated-large',
  );
  expect(text).toContain("`# Hello 'there' [link](https://example.com)`");
  expect(text).toContain('simulates');
});
