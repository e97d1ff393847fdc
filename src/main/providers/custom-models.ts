import { z } from 'zod';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelListRequest } from './adapter.ts';
import { countOrNull, entriesOf, listedModel, textOrNull } from './model-entries.ts';
import { fetchModelList } from './model-list-request.ts';
import type { SimulatedFetch } from './provider-call.ts';

/** Kinds of model, where an endpoint names them (Together, LM Studio), that do not answer in text. */
const otherPurpose = /embed|image|audio|rerank|moderation|transcribe|speech|video/i;

const words = z.array(z.string()).nullish().catch(null);

const described = z.looseObject({
  id: textOrNull,
  model: textOrNull,
  name: textOrNull,
  type: textOrNull,
  // In the order of trust: OpenRouter and Together; vLLM; LM Studio.
  context_length: countOrNull,
  max_model_len: countOrNull,
  max_context_length: countOrNull,
  // OpenRouter's.
  supported_parameters: words,
  architecture: z
    .object({ input_modalities: words, output_modalities: words })
    .nullish()
    .catch(null),
});

const entry = z.union([
  z.string().transform((id) => listedModel(id)),
  described.transform(modelOf),
]);

/** `{data: […]}` is OpenAI's; some servers answer with a bare list (Together), or name it `models` (llama.cpp). */
const list = z.union([
  z.object({ data: entriesOf(entry) }).transform(({ data }) => data),
  z.object({ models: entriesOf(entry) }).transform(({ models }) => models),
  entriesOf(entry),
]);

/** `BASE/models` of an OpenAI-compatible endpoint: what may generate, with what some of them tell beyond the id. */
export function listCustomModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<ListedModel[]> {
  return fetchModelList(request, simulatedFetch, list);
}

/** Null for an entry without a name, and for a model that makes something else than text. */
function modelOf(given: z.infer<typeof described>): ListedModel | null {
  const id = given.id ?? given.model ?? given.name;
  const output = given.architecture?.output_modalities;
  if (!id || otherPurpose.test(given.type ?? '')) return null;
  if (output && !output.includes('text')) return null;
  return listedModel(id, {
    label: given.name,
    contextLength: given.context_length ?? given.max_model_len ?? given.max_context_length,
    capabilities: {
      vision: given.architecture?.input_modalities?.includes('image') ?? false,
      tools: given.supported_parameters?.includes('tools') ?? false,
      reasoning: given.supported_parameters?.includes('reasoning') ?? false,
    },
  });
}
