import { expect, test } from 'vitest';
import { configurationProblems } from '#shared/domain/rules/configuration-rules.ts';
import { ollamaConfiguration } from './ollama-configuration.ts';

const local = 'http://127.0.0.1:11434';

test('is named after its model and obeys the rules', () => {
  const fields = ollamaConfiguration('mistral-small:latest', local, []);
  expect(fields).toMatchObject({
    name: 'mistral-small',
    model: 'mistral-small:latest',
    baseUrl: null,
  });
  expect(configurationProblems(fields)).toEqual({});
});

test('gets a number when its name is taken, however that is written', () => {
  expect(ollamaConfiguration('llama3.2', local, ['LLAMA3.2', 'llama3.2 2']).name).toBe(
    'llama3.2 3',
  );
});

test('says where Ollama is when it is not where one expects it', () => {
  expect(ollamaConfiguration('m', 'http://127.0.0.1:9', []).baseUrl).toBe('http://127.0.0.1:9');
});

test('cuts a name that is too long', () => {
  const fields = ollamaConfiguration(`hf.co/${'x'.repeat(120)}`, local, []);
  expect(configurationProblems(fields)).toEqual({});
});
