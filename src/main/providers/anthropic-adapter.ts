import { createAnthropic } from '@ai-sdk/anthropic';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { ProviderAdapter } from './adapter.ts';
import { listAnthropicModels } from './anthropic-models.ts';
import { AnthropicReader } from './anthropic-reader.ts';
import { parametersOf } from './parameters.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';
import { createSdkAdapter, type SdkWire } from './sdk-adapter.ts';

const wire: SdkWire = {
  model: ({ baseUrl, model }, fetch) =>
    createAnthropic({
      baseURL: requestBaseUrl('anthropic', baseUrl) ?? '',
      apiKey: keyPlaceholder,
      fetch,
    }).messages(model),
  // `max_tokens` is mandatory. Where the configuration sets none, the SDK's stays: as much as it knows the model to
  // give, or 4,096 for one that it does not know.
  parameters: (configuration, body) => ({
    ...body,
    ...parametersOf(configuration, {
      temperature: 'temperature',
      topP: 'top_p',
      maxOutputTokens: 'max_tokens',
    }),
  }),
  keepingTo: (schema, body) => ({
    ...body,
    output_config: { format: { type: 'json_schema', schema } },
  }),
  reader: (call) => new AnthropicReader(call),
  listModels: listAnthropicModels,
};

/** Anthropic's Messages API. */
export function createAnthropicAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  return createSdkAdapter(wire, simulatedFetch);
}
