import { createMistral } from '@ai-sdk/mistral';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { ProviderAdapter } from './adapter.ts';
import { ChatCompletionsReader } from './chat-completions-reader.ts';
import { listMistralModels } from './mistral-models.ts';
import { parametersOf } from './parameters.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';
import { createSdkAdapter, type SdkWire } from './sdk-adapter.ts';
import { responseFormat } from './structured-output.ts';

const wire: SdkWire = {
  model: ({ baseUrl, model }, fetch) =>
    createMistral({
      baseURL: requestBaseUrl('mistral', baseUrl) ?? '',
      apiKey: keyPlaceholder,
      fetch,
    }).chat(model),
  parameters: (configuration, body) => ({
    ...body,
    ...parametersOf(configuration, {
      temperature: 'temperature',
      topP: 'top_p',
      maxOutputTokens: 'max_tokens',
    }),
  }),
  keepingTo: (schema, body) => ({ ...body, response_format: responseFormat(schema) }),
  // Chat Completions, but for contents that are lists and hold the thinking, which the SDK's model of Mistral reads.
  reader: (call) => new ChatCompletionsReader(call),
  listModels: listMistralModels,
};

export function createMistralAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  return createSdkAdapter(wire, simulatedFetch);
}
