import type { Configuration } from '#shared/domain/configuration.ts';

/** A configuration for tests: everything unset but what is given. */
export function testConfiguration(
  fields: Pick<Configuration, 'provider'> & Partial<Configuration>,
): Configuration {
  return {
    id: '5f0c6c1e-6f0e-4a55-9d5c-0d8f1f6b7a01',
    revision: 1,
    createdAt: '2026-11-01T09:00:00.000Z',
    updatedAt: '2026-11-01T09:00:00.000Z',
    name: 'Under test',
    model: 'keystone-1',
    baseUrl: null,
    authentication: 'key',
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
    ...fields,
  };
}
