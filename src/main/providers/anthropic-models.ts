import { z } from 'zod';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelListRequest } from './adapter.ts';
import { countOrNull, entriesOf, listedModel, textOrNull } from './model-entries.ts';
import { allPages, fetchModelList } from './model-list-request.ts';
import type { SimulatedFetch } from './provider-call.ts';
import { keyPlaceholder } from './provider-fetch.ts';

const supported = z
  .object({ supported: z.boolean() })
  .transform((one) => one.supported)
  .optional()
  .catch(false);

const list = z.object({
  data: entriesOf(
    z.object({
      id: z.string(),
      display_name: textOrNull,
      max_input_tokens: countOrNull,
      capabilities: z.object({ image_input: supported, thinking: supported }).nullish().catch(null),
    }),
  ),
  has_more: z.boolean().catch(false),
  last_id: textOrNull,
});

/** Anthropic's `GET /models`, page by page. Every model of it generates. */
export function listAnthropicModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<ListedModel[]> {
  return allPages(async (token) => {
    const page = await fetchModelList(request, simulatedFetch, list, {
      headers: { 'x-api-key': keyPlaceholder, 'anthropic-version': '2023-06-01' },
      query: { limit: '1000', ...(token !== null && { after_id: token }) },
    });
    const entries = page.data.map(({ id, display_name, max_input_tokens, capabilities }) =>
      listedModel(id, {
        label: display_name,
        contextLength: max_input_tokens,
        capabilities: {
          vision: capabilities?.image_input ?? false,
          reasoning: capabilities?.thinking ?? false,
        },
      }),
    );
    return { entries, next: page.has_more ? (page.last_id ?? null) : null };
  });
}
