import type { Configuration } from '#shared/domain/configuration.ts';
import { effectiveBaseUrl, isLoopbackUrl, isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import type { Cost, Usage } from '#shared/domain/run.ts';
import { type ChargedTokens, listedCost } from './price-list.ts';

/** What decides what a run costs. */
export interface CostBasis {
  readonly configuration: Pick<Configuration, 'provider' | 'baseUrl' | 'model'>;
  readonly usage: Usage;
  /** What the provider says that the run has cost, in US dollars; null where it says nothing. */
  readonly costUsd: number | null;
  /** What the provider says that it charges for, in tokens; null where that is all of `usage`. */
  readonly billed: { readonly inputTokens: number; readonly outputTokens: number } | null;
  readonly startedAt: Date;
}

/** What a run has cost. Never rejects. The first time it takes some 50 ms, to read the price list. */
export async function costOf(basis: CostBasis): Promise<Cost> {
  const { configuration, costUsd, startedAt } = basis;
  if (isSimulatedUrl(configuration.baseUrl)) return { kind: 'simulated' };
  if (costUsd !== null) return { kind: 'known', usd: costUsd, price: { source: 'provider' } };
  if (runsHere(configuration)) return { kind: 'local' };
  const tokens = charged(basis);
  if (tokens === null) return { kind: 'unknown' };
  const listed = await listedCost(configuration, tokens, startedAt).catch(() => null);
  return listed ?? { kind: 'unknown' };
}

/** Ollama runs models named `…-cloud` or `…:cloud` on its makers' machines, though one asks it on this one. */
const cloudModel = /[-:]cloud$/;

function runsHere({ provider, baseUrl, model }: CostBasis['configuration']): boolean {
  return (
    provider === 'ollama' &&
    isLoopbackUrl(effectiveBaseUrl(provider, baseUrl)) &&
    !cloudModel.test(model)
  );
}

/**
 * Null where that is not known. An estimate is not enough: reasoning that was charged for but never shown may be most
 * of a run, so that a cost from what was seen would be far too low.
 */
function charged({ usage, billed }: CostBasis): ChargedTokens | null {
  if (billed !== null) {
    const { inputTokens: input, outputTokens: output } = billed;
    return { input, cachedInput: 0, cacheWrite: 0, output, reasoning: 0 };
  }
  const { inputTokens, outputTokens, source } = usage;
  if (source === 'estimated' || inputTokens === null || outputTokens === null) return null;
  return {
    input: inputTokens,
    cachedInput: usage.cachedInputTokens ?? 0,
    cacheWrite: usage.cacheWriteTokens ?? 0,
    output: outputTokens,
    reasoning: usage.reasoningTokens ?? 0,
  };
}
