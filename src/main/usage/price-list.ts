import type { PriceCalculation } from '@pydantic/genai-prices';
import type { Configuration } from '#shared/domain/configuration.ts';
import { effectiveBaseUrl } from '#shared/domain/rules/endpoint.ts';
import type { Cost } from '#shared/domain/run.ts';

/** The price list that comes with Keywell; nothing is ever fetched. Goes with the version in package.json. */
export const priceList = { name: 'genai-prices 0.1.8', date: '2026-09-23' };

/** What is charged for, in tokens. `input` holds `cachedInput` and `cacheWrite`, `output` holds `reasoning`. */
export interface ChargedTokens {
  readonly input: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
}

type Rates = Extract<Extract<Cost, { kind: 'known' }>['price'], { source: 'list' }>['perMillion'];

/**
 * What a run costs by the price list. Null where that has no price: for an endpoint or a model it does not know, and
 * for one that it knows without prices.
 *
 * @param at when the run began: prices change by date, and by time of day
 */
export async function listedCost(
  { provider, baseUrl, model }: Pick<Configuration, 'provider' | 'baseUrl' | 'model'>,
  tokens: ChargedTokens,
  at: Date,
): Promise<Cost | null> {
  // Who is asked decides the price, not who made the model. A proxy has prices of its own.
  const url = effectiveBaseUrl(provider, baseUrl);
  if (url === null) return null;
  const { calcPrice } = await import('@pydantic/genai-prices');
  const found = calculated(() =>
    calcPrice(asUsage(tokens), model.replace(/^models\//, ''), {
      providerApiUrl: url,
      timestamp: at,
    }),
  );
  const perMillion = found === null ? null : ratesOf(found.model_price, tokens.input);
  // A list says zero also of what it has no price for.
  if (found === null || perMillion === null || found.total_price === 0) return null;
  const requests = found.model_price.requests_kcount;
  return {
    kind: 'known',
    usd: found.total_price,
    price: {
      source: 'list',
      list: priceList.name,
      listDate: priceList.date,
      listedAs: `${found.provider.id}/${found.model.id}`,
      perMillion,
      perRequest: typeof requests === 'number' ? requests / 1_000 : null,
    },
  };
}

/** The calculation throws for figures that contradict each other, such as more cached than input tokens. */
function calculated(calculate: () => PriceCalculation | null): PriceCalculation | null {
  try {
    return calculate();
  } catch {
    return null;
  }
}

function asUsage({ input, cachedInput, cacheWrite, output, reasoning }: ChargedTokens) {
  return {
    input_tokens: input,
    cache_read_tokens: cachedInput,
    cache_write_tokens: cacheWrite,
    output_tokens: output,
    output_reasoning_tokens: reasoning,
  };
}

/** Null where something is charged for that Keywell is not told of, or for which there is no price. */
function ratesOf(price: PriceCalculation['model_price'], inputTokens: number): Rates | null {
  const rate = (key: string) => rateOf(price[key], inputTokens);
  const input = rate('input_mtok');
  const output = rate('output_mtok');
  if (input === null || output === null || price.output_citation_mtok !== undefined) return null;
  return {
    input,
    cachedInput: rate('cache_read_mtok'),
    cacheWrite: rate('cache_write_mtok'),
    output,
    reasoning: rate('output_reasoning_mtok'),
  };
}

/** The price that an input of this size has throughout: a tier begins past its `start`. */
function rateOf(
  price: PriceCalculation['model_price'][string],
  inputTokens: number,
): number | null {
  if (price === undefined || typeof price === 'number') return price ?? null;
  return price.tiers.reduce(
    (rate, tier) => (inputTokens > tier.start ? tier.price : rate),
    price.base,
  );
}
