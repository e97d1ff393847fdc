import { z } from 'zod';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelListRequest } from './adapter.ts';
import { countOrNull, entriesOf, flag, listedModel, textOrNull } from './model-entries.ts';
import { fetchModelList } from './model-list-request.ts';
import type { SimulatedFetch } from './provider-call.ts';

const list = z.object({
  data: entriesOf(
    z.object({
      id: z.string(),
      name: textOrNull,
      max_context_length: countOrNull,
      capabilities: z.object({
        completion_chat: flag,
        function_calling: flag,
        vision: flag,
        reasoning: flag,
      }),
    }),
  ),
});

/** Mistral's `GET /models`: those that chat, the names of a model that has several each by itself. */
export async function listMistralModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<ListedModel[]> {
  const { data } = await fetchModelList(request, simulatedFetch, list);
  return data
    .filter(({ capabilities }) => capabilities.completion_chat)
    .map(({ id, name, max_context_length, capabilities: can }) =>
      listedModel(id, {
        label: name,
        contextLength: max_context_length,
        capabilities: {
          vision: can.vision,
          tools: can.function_calling,
          reasoning: can.reasoning,
        },
      }),
    );
}
