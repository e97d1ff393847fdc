import { AppError } from '#shared/errors.ts';
import type { AdapterPart, GenerationRequest, ProviderAdapter } from './adapter.ts';
import { refusesSchema } from './structured-output.ts';

/** What a request asks for that a provider may refuse, and is then asked without. */
export type Wish = 'reasoning' | 'schema';

/** Whether a request was refused, so that nothing has come of it, for the wish. */
const refuses: Readonly<Record<Wish, (error: unknown) => boolean>> = {
  reasoning: refusesToShowReasoning,
  schema: refusesSchema,
};

/**
 * Answers with all wishes that are granted: each that was refused is dropped, also from later requests to that model.
 *
 * @param wishesOf those that the request has
 */
export function withGrantedWishes(
  wishesOf: (request: GenerationRequest) => readonly Wish[],
  generate: (request: GenerationRequest, wishes: readonly Wish[]) => AsyncIterable<AdapterPart>,
): ProviderAdapter['generate'] {
  const refused = new Set<string>();
  return async function* (request) {
    const { baseUrl, model } = request.configuration;
    const named = (wish: Wish) => JSON.stringify([baseUrl, model, wish]);
    let wishes = wishesOf(request).filter((wish) => !refused.has(named(wish)));
    for (;;) {
      try {
        yield* generate(request, wishes);
        return;
      } catch (error) {
        const dropped = wishes.find((wish) => refuses[wish](error));
        if (dropped === undefined || request.signal.aborted) throw error;
        refused.add(named(dropped));
        wishes = wishes.filter((wish) => wish !== dropped);
      }
    }
  };
}

function refusesToShowReasoning(error: unknown): boolean {
  if (!(error instanceof AppError) || error.data?.status !== 400) return false;
  return /reasoning[._]summary|reasoning summar|includeThoughts|include_thoughts|thinking/i.test(
    error.data.details ?? '',
  );
}
