import { z } from 'zod';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelListRequest } from './adapter.ts';
import { countOrNull, entriesOf, flag, listedModel, textOrNull } from './model-entries.ts';
import { allPages, fetchModelList } from './model-list-request.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';

const list = z.object({
  // An empty list is left out.
  models: entriesOf(
    z.object({
      name: z.string(),
      displayName: textOrNull,
      inputTokenLimit: countOrNull,
      supportedGenerationMethods: z.array(z.string()).catch([]),
      thinking: flag,
    }),
  ).default([]),
  nextPageToken: textOrNull,
});

/** Gemini's `GET /models`, page by page: those that generate content. */
export function listGoogleModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<ListedModel[]> {
  return allPages(async (token) => {
    const page = await fetchModelList(request, simulatedFetch, list, {
      headers: { 'x-goog-api-key': keyPlaceholder },
      query: { pageSize: '1000', ...(token !== null && { pageToken: token }) },
    });
    const entries = page.models
      .filter((one) => one.supportedGenerationMethods.includes('generateContent'))
      .map(({ name, displayName, inputTokenLimit, thinking }) =>
        listedModel(name.replace(/^models\//, ''), {
          label: displayName,
          contextLength: inputTokenLimit,
          capabilities: { reasoning: thinking },
        }),
      );
    return { entries, next: page.nextPageToken ?? null };
  });
}
