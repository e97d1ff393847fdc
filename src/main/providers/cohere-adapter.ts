import { createCohere } from '@ai-sdk/cohere';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { ProviderAdapter } from './adapter.ts';
import { listCohereModels } from './cohere-models.ts';
import { CohereReader } from './cohere-reader.ts';
import { parametersOf } from './parameters.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';
import { createSdkAdapter, type SdkWire } from './sdk-adapter.ts';

const wire: SdkWire = {
  model: ({ baseUrl, model }, fetch) =>
    createCohere({
      baseURL: `${requestBaseUrl('cohere', baseUrl) ?? ''}/v2`,
      apiKey: keyPlaceholder,
      fetch,
    })(model),
  parameters: (configuration, body) => ({
    ...body,
    ...parametersOf(configuration, {
      temperature: 'temperature',
      topP: 'p',
      maxOutputTokens: 'max_tokens',
    }),
  }),
  keepingTo: (schema, body) => ({
    ...body,
    response_format: { type: 'json_object', json_schema: schema },
  }),
  reader: (call) => new CohereReader(call),
  listModels: listCohereModels,
};

/** Cohere's Chat API, version 2. */
export function createCohereAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  return createSdkAdapter(wire, simulatedFetch);
}
