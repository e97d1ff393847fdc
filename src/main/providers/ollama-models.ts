import { z } from 'zod';
import type { InstalledModel } from '#shared/domain/local-model.ts';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelListRequest } from './adapter.ts';
import { listedModel } from './model-entries.ts';
import { fetchModelList } from './model-list-request.ts';
import type { SimulatedFetch } from './provider-call.ts';

/** Ollama's `GET /api/tags`, as far as it is used. */
const tags = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        size: z.number().catch(0),
        details: z
          .object({ parameter_size: z.string().optional(), family: z.string().optional() })
          .optional(),
      }),
    )
    .nullable(),
});

/** Families of models that embed and do not answer. */
const embedding = /bert/i;

/** What is installed at an Ollama host. */
export async function listInstalledModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<readonly InstalledModel[]> {
  return (await installed(request, simulatedFetch)).map(({ name, size, details }) => ({
    name,
    sizeBytes: size,
    parameterSize: details?.parameter_size || null,
  }));
}

/** What is installed at an Ollama host and generates. Context lengths would take a request for each model. */
export async function listOllamaModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<ListedModel[]> {
  return (await installed(request, simulatedFetch))
    .filter(({ details }) => !embedding.test(details?.family ?? ''))
    .map(({ name }) => listedModel(name));
}

async function installed(request: ModelListRequest, simulatedFetch: SimulatedFetch) {
  return (await fetchModelList(request, simulatedFetch, tags)).models ?? [];
}
