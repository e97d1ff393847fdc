import { expect, test } from 'vitest';
import type { LocalModel } from '../local-model.ts';
import { fullModelName, installedModel, suggestedContextLength } from './local-model-rules.ts';

test.each([
  ['llama3.2', 'registry.ollama.ai/library/llama3.2:latest'],
  ['Llama3.2:Latest', 'registry.ollama.ai/library/llama3.2:latest'],
  [' qwen3:8b ', 'registry.ollama.ai/library/qwen3:8b'],
  ['ada/tuned', 'registry.ollama.ai/ada/tuned:latest'],
  ['hf.co/org/Model-GGUF:Q4_K_M', 'hf.co/org/model-gguf:q4_k_m'],
  ['http://localhost:5000/team/model', 'localhost:5000/team/model:latest'],
  ['localhost:5000/team/model:2', 'localhost:5000/team/model:2'],
])('%s is, in full, %s', (name, full) => {
  expect(fullModelName(name)).toBe(full);
});

test('a configuration finds its model under the name that Ollama lists it by', () => {
  const models = ['llama3.2:latest', 'qwen3:8b'].map(model);
  expect(installedModel(models, 'llama3.2')?.name).toBe('llama3.2:latest');
  expect(installedModel(models, 'library/qwen3:8b')?.name).toBe('qwen3:8b');
  expect(installedModel(models, 'qwen3')).toBeUndefined();
});

test.each([
  [131_072, 8_192],
  [8_192, 8_192],
  [2_048, 2_048],
  [null, null],
])('of a model that can do %s tokens, %s are suggested', (contextLength, suggested) => {
  expect(suggestedContextLength({ contextLength })).toBe(suggested);
});

function model(name: string): LocalModel {
  return {
    name,
    sizeBytes: 1,
    parameterSize: null,
    digest: name,
    quantisation: null,
    family: null,
    capabilities: null,
    contextLength: null,
    modifiedAt: null,
  };
}
