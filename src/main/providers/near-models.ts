import { AppError } from '#shared/errors.ts';
import type { AdapterPart, GenerationRequest, ProviderAdapter } from './adapter.ts';
import { scrubKey } from './scrub-key.ts';

/** For the list that a suggestion needs, in milliseconds: the run has failed, and its error should not wait long. */
const listDeadlineMs = 3_000;
const mostSuggestions = 5;

/** `adapter.generate`, but an unknown model's error names those the endpoint has that are spelt nearly so. */
export async function* suggestingModels(
  adapter: ProviderAdapter,
  request: GenerationRequest,
): AsyncGenerator<AdapterPart> {
  try {
    yield* adapter.generate(request);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'model-unknown') throw error;
    const { configuration, key } = request;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(listDeadlineMs)]);
    const offered = await adapter.listModels({ configuration, key, signal }).catch(() => []);
    const ids = offered.map(({ id }) => scrubKey(id, key));
    const models = nearModels(configuration.model, ids);
    if (models.length === 0) throw error;
    throw new AppError(error.code, `${error.message} Did you mean ${listed(models)}?`, {
      ...error.data,
      models,
    });
  }
}

/** The models of `offered` whose names are near to `asked`, nearest first. Not itself: it was just refused. */
export function nearModels(asked: string, offered: readonly string[]): readonly string[] {
  const wanted = plain(asked);
  if (wanted === '') return [];
  return offered
    .filter((model) => model !== asked)
    .map((model) => ({ model, distance: distanceBetween(wanted, plain(model)) }))
    .filter(({ distance }) => distance <= 0.4)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, mostSuggestions)
    .map(({ model }) => model);
}

/** Without a maker's name before a slash, case and punctuation, over which people stumble. */
function plain(model: string): string {
  return (model.toLowerCase().split('/').at(-1) ?? '').replace(/[^a-z0-9]/g, '');
}

/** From 0, the same, to 1. One name that begins the other is near: a version or size was left out. */
function distanceBetween(one: string, other: string): number {
  if (one === other) return 0;
  if (other.startsWith(one) || (one.startsWith(other) && other !== '')) return 0.2;
  return edits(one, other) / Math.max(one.length, other.length);
}

/** Levenshtein distance. */
function edits(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replace = (previous[column - 1] ?? 0) + Number(one[row - 1] !== other[column - 1]);
      current.push(Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

function listed(models: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(
    models.map((model) => `"${model}"`),
  );
}
