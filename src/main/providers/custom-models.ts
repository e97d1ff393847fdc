import { z } from 'zod';
import type { ModelListRequest } from './adapter.ts';
import { fetchModelList, malformedList } from './model-list-request.ts';
import { callUrl, type SimulatedFetch } from './provider-call.ts';

const entry = z.union([
  z.string(),
  z.object({ id: z.string() }).transform(({ id }) => id),
  z.object({ model: z.string() }).transform(({ model }) => model),
  z.object({ name: z.string() }).transform(({ name }) => name),
]);
/** An entry that cannot be read is left out: the others are still of use. */
const entries = z.array(entry.nullable().catch(null));

/** `{data: […]}` is OpenAI's; some servers answer with a bare list (Together), or name it `models` (llama.cpp). */
const list = z.union([
  z.object({ data: entries }).transform(({ data }) => data),
  z.object({ models: entries }).transform(({ models }) => models),
  entries,
]);

/** Model ids from `BASE/models` of an OpenAI-compatible endpoint. */
export async function listCustomModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<readonly string[]> {
  const parsed = list.safeParse(await fetchModelList(request, simulatedFetch));
  const { configuration } = request;
  if (!parsed.success) {
    throw malformedList({
      provider: configuration.provider,
      url: callUrl(configuration, 'models'),
    });
  }
  return parsed.data.filter((id) => id !== null);
}
