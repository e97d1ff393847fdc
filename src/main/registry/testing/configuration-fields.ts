import type { ConfigurationFields } from '#shared/domain/configuration.ts';

/** Fields that are fine as they are, but for `changes`. */
export function configurationFields(
  changes: Partial<ConfigurationFields> = {},
): ConfigurationFields {
  return {
    name: 'Laptop',
    provider: 'ollama',
    model: 'llama3.2',
    baseUrl: null,
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
    tags: [],
    notes: '',
    ...changes,
  };
}
