import { z } from 'zod';
import type { InstalledModel } from '#shared/domain/local-model.ts';
import type { ModelListRequest } from './adapter.ts';
import { fetchModelList, malformedList } from './model-list-request.ts';
import { callUrl, type SimulatedFetch } from './provider-call.ts';

/** Ollama's `GET /api/tags`, as far as it is used. */
const tags = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        size: z.number().catch(0),
        details: z.object({ parameter_size: z.string().optional() }).optional(),
      }),
    )
    .nullable(),
});

/** What is installed at an Ollama host. */
export async function listInstalledModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<readonly InstalledModel[]> {
  const parsed = tags.safeParse(await fetchModelList(request, simulatedFetch));
  const { configuration } = request;
  if (!parsed.success) {
    throw malformedList({
      provider: configuration.provider,
      url: callUrl(configuration, 'models'),
    });
  }
  return (parsed.data.models ?? []).map(({ name, size, details }) => ({
    name,
    sizeBytes: size,
    parameterSize: details?.parameter_size || null,
  }));
}
