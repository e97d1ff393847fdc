import { createGoogle } from '@ai-sdk/google';
import { z } from 'zod';
import { requestBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { ProviderAdapter } from './adapter.ts';
import { listGoogleModels } from './google-models.ts';
import { GoogleReader } from './google-reader.ts';
import { parametersOf } from './parameters.ts';
import { callUrl, type SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';
import { createSdkAdapter, type SdkWire } from './sdk-adapter.ts';

const generationConfig = z.record(z.string(), z.unknown()).optional().catch(undefined);

/** Gemini's models that think, by their names; those that draw or speak do not. */
const reasons = /gemini-(?:2\.5|[3-9])(?!.*-(?:image|tts|audio|live))/;

const wire: SdkWire = {
  model(configuration, fetch) {
    const url = callUrl(configuration, 'generate');
    return createGoogle({
      baseURL: requestBaseUrl('google', configuration.baseUrl) ?? '',
      apiKey: keyPlaceholder,
      // The SDK puts a model's name into the path as it is; the URL is the one that the form has shown.
      fetch: (_input, init) => fetch(url, init),
    }).chat(configuration.model);
  },
  parameters: (configuration, body) => ({
    ...body,
    generationConfig: {
      ...generationConfig.parse(body.generationConfig),
      ...parametersOf(configuration, {
        temperature: 'temperature',
        topP: 'topP',
        maxOutputTokens: 'maxOutputTokens',
      }),
    },
  }),
  showingReasoning: ({ model }, body) =>
    reasons.test(model)
      ? {
          ...body,
          generationConfig: {
            ...generationConfig.parse(body.generationConfig),
            thinkingConfig: { includeThoughts: true },
          },
        }
      : null,
  keepingTo: (schema, body) => ({
    ...body,
    generationConfig: {
      ...generationConfig.parse(body.generationConfig),
      responseMimeType: 'application/json',
      responseJsonSchema: schema,
    },
  }),
  reader: (call) => new GoogleReader(call),
  listModels: listGoogleModels,
};

/** Google's Gemini API. */
export function createGoogleAdapter(simulatedFetch: SimulatedFetch): ProviderAdapter {
  return createSdkAdapter(wire, simulatedFetch);
}
