import { z } from 'zod';
import type { ListedModel } from '#shared/domain/model.ts';
import type { ModelListRequest } from './adapter.ts';
import { entriesOf, listedModel } from './model-entries.ts';
import { fetchModelList } from './model-list-request.ts';
import type { SimulatedFetch } from './provider-call.ts';

const list = z.object({ data: entriesOf(z.object({ id: z.string() })) });

/**
 * OpenAI's list says nothing of what a model is for; the names do. What is not known to make something else than text
 * from text stays in.
 */
const otherPurpose =
  /embedding|moderation|whisper|transcribe|tts|dall-e|image|sora|realtime|-instruct|^(?:babbage|davinci)-/;

/** OpenAI's `GET /models`: ids alone, all in one page. */
export async function listOpenaiModels(
  request: ModelListRequest,
  simulatedFetch: SimulatedFetch,
): Promise<ListedModel[]> {
  const { data } = await fetchModelList(request, simulatedFetch, list);
  return data.filter(({ id }) => !otherPurpose.test(id)).map(({ id }) => listedModel(id));
}
