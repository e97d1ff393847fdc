import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { ProviderAdapter } from './adapter.ts';
import { ChatCompletionsReader } from './chat-completions-reader.ts';
import { listCustomModels } from './custom-models.ts';
import { parametersOf } from './parameters.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';
import { createSdkAdapter, type SdkWire } from './sdk-adapter.ts';
import { responseFormat } from './structured-output.ts';

const wire: SdkWire = {
  model: ({ baseUrl, model }, fetch) =>
    createOpenAICompatible({
      name: 'custom',
      baseURL: requestBaseUrl('custom', baseUrl) ?? '',
      // Given in any case: where it is missing, a library may look for one in the environment.
      apiKey: keyPlaceholder,
      includeUsage: true,
      fetch,
    }).chatModel(model),
  parameters: (configuration, body) => ({
    ...body,
    ...parametersOf(configuration, {
      temperature: 'temperature',
      topP: 'top_p',
      maxOutputTokens: 'max_tokens',
    }),
  }),
  keepingTo: (schema, body) => ({ ...body, response_format: responseFormat(schema) }),
  reader: (call) => new ChatCompletionsReader(call),
  listModels: listCustomModels,
};

/** Any endpoint that speaks OpenAI's Chat Completions, through the AI SDK's model of it. */
export function createCustomAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  return createSdkAdapter(wire, simulatedFetch);
}
