import type { ConfigurationFields } from '#shared/domain/configuration.ts';

const unset = {
  authentication: 'none',
  allowUnencrypted: false,
  temperature: null,
  topP: null,
  maxOutputTokens: null,
  systemPrompt: null,
  contextLength: null,
  keepAlive: null,
  openaiApi: 'responses',
  headers: {},
  connectTimeoutMs: null,
  firstTokenTimeoutMs: null,
  idleTimeoutMs: null,
  tags: ['simulated'],
} as const satisfies Partial<ConfigurationFields>;

/** What the demo adds: two models that are answered for in process, so that they need neither key nor network. */
export const simulatedConfigurations: readonly ConfigurationFields[] = [
  {
    ...unset,
    tags: [...unset.tags],
    name: 'Simulated cloud model',
    provider: 'custom',
    model: 'simulated-large',
    baseUrl: 'https://models.keywell.invalid/v1',
    notes: 'Answers come from Keywell itself. Nothing is sent anywhere.',
  },
  {
    ...unset,
    tags: [...unset.tags],
    name: 'Simulated local model',
    provider: 'ollama',
    model: 'simulated-small:3b',
    baseUrl: 'http://ollama.keywell.invalid',
    notes: 'Answers come from Keywell itself, at the pace of a laptop. Nothing is sent anywhere.',
  },
];
