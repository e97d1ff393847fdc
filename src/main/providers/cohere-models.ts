import { z } from 'zod';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelListRequest } from './adapter.ts';
import { countOrNull, entriesOf, flag, listedModel, textOrNull } from './model-entries.ts';
import { allPages, fetchModelList } from './model-list-request.ts';
import type { SimulatedFetch } from './provider-call.ts';

const list = z.object({
  models: entriesOf(
    z.object({
      name: z.string(),
      endpoints: z.array(z.string()).catch([]),
      context_length: countOrNull,
      supports_vision: flag,
      features: z.array(z.string()).nullish().catch(null),
    }),
  ),
  next_page_token: textOrNull,
});

/** Cohere's `GET /v1/models`, page by page: those that chat. */
export function listCohereModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<ListedModel[]> {
  return allPages(async (token) => {
    const page = await fetchModelList(request, simulatedFetch, list, {
      query: { endpoint: 'chat', page_size: '1000', ...(token !== null && { page_token: token }) },
    });
    const entries = page.models
      .filter(({ endpoints }) => endpoints.includes('chat'))
      .map(({ name, context_length, supports_vision, features }) =>
        listedModel(name, {
          contextLength: context_length,
          capabilities: {
            vision: supports_vision || (features?.includes('vision') ?? false),
            tools: features?.includes('tools') ?? false,
            reasoning: features?.includes('reasoning') ?? false,
          },
        }),
      );
    return { entries, next: page.next_page_token ?? null };
  });
}
