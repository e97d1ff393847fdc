import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { ProviderAdapter } from './adapter.ts';
import { ChatCompletionsReader } from './chat-completions-reader.ts';
import { listOpenaiModels } from './openai-models.ts';
import { parametersOf } from './parameters.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';
import { ResponsesReader } from './responses-reader.ts';
import { createSdkAdapter, type SdkWire } from './sdk-adapter.ts';
import { responseFormat, schemaName } from './structured-output.ts';

/** OpenAI's models that reason, by their names: its model list does not tell. */
const reasons = /^(?:o\d|gpt-[5-9](?!.*-chat))/;

/** OpenAI's Responses API. Nothing of a conversation is kept there: each request brings the whole of it. */
const responses: SdkWire = {
  model: ({ baseUrl, model }, fetch) =>
    createOpenAI({
      baseURL: requestBaseUrl('openai', baseUrl) ?? '',
      apiKey: keyPlaceholder,
      fetch,
    }).responses(model),
  parameters: (configuration, body) => ({
    ...body,
    store: false,
    ...parametersOf(configuration, {
      temperature: 'temperature',
      topP: 'top_p',
      maxOutputTokens: 'max_output_tokens',
    }),
  }),
  // A summary is all of it that OpenAI shows, to organisations that it has verified.
  showingReasoning: ({ model }, body) =>
    reasons.test(model) ? { ...body, reasoning: { summary: 'auto' } } : null,
  keepingTo: (schema, body) => ({
    ...body,
    text: { format: { type: 'json_schema', name: schemaName, strict: true, schema } },
  }),
  reader: (call) => new ResponsesReader(call),
  listModels: listOpenaiModels,
};

const chatCompletions: SdkWire = {
  model: ({ baseUrl, model }, fetch) =>
    createOpenAICompatible({
      name: 'openai',
      baseURL: requestBaseUrl('openai', baseUrl) ?? '',
      apiKey: keyPlaceholder,
      includeUsage: true,
      fetch,
    }).chatModel(model),
  parameters: (configuration, body) => ({
    ...body,
    store: false,
    ...parametersOf(configuration, {
      temperature: 'temperature',
      topP: 'top_p',
      // `max_tokens` is refused by every reasoning model (API reference, Chat Completions).
      maxOutputTokens: 'max_completion_tokens',
    }),
  }),
  keepingTo: (schema, body) => ({ ...body, response_format: responseFormat(schema) }),
  reader: (call) => new ChatCompletionsReader(call),
  listModels: listOpenaiModels,
};

/** OpenAI, by the API that the configuration chooses. */
export function createOpenaiAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  const byApi = {
    responses: createSdkAdapter(responses, simulatedFetch),
    'chat-completions': createSdkAdapter(chatCompletions, simulatedFetch),
  };
  return {
    generate: (request) => byApi[request.configuration.openaiApi].generate(request),
    listModels: (request) => listOpenaiModels(request, simulatedFetch),
  };
}
