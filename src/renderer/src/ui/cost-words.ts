import type { Cost, Price } from '#shared/domain/run.ts';
import { assertNever } from '#shared/errors.ts';

/** US dollars with as many digits as mean something. */
export function dollarsText(usd: number): string {
  const digits = usd >= 1 || usd === 0 ? { maximumFractionDigits: 2 } : small;
  const text = usd.toLocaleString('en', { style: 'currency', currency: 'USD', ...digits });
  // Half a dollar is $0.50.
  return text.replace(/(\.\d)$/, '$10');
}

const small = { maximumSignificantDigits: 3 };

/** What is not known is never a zero. */
export function costText(cost: Cost): string {
  switch (cost.kind) {
    case 'local':
      return 'Local';
    case 'simulated':
      return 'Simulated';
    case 'unknown':
      return 'Price unknown';
    case 'known':
      return dollarsText(cost.usd);
    default:
      return assertNever(cost);
  }
}

/** What a cost comes from, in a sentence or two. */
export function costReason(cost: Cost): string {
  switch (cost.kind) {
    case 'local':
      return 'It ran on this machine and costs nothing.';
    case 'simulated':
      return 'Nothing ran: the answer was simulated.';
    case 'unknown':
      return 'Neither the provider nor the price list says what this run cost.';
    case 'known':
      return priceText(cost.price);
    default:
      return assertNever(cost);
  }
}

function priceText(price: Price): string {
  if (price.source === 'provider') return 'The provider said so itself.';
  const { input, cachedInput, cacheWrite, output, reasoning } = price.perMillion;
  const rates = [
    rate(input, 'input'),
    rate(cachedInput, 'cached input'),
    rate(cacheWrite, 'writing to the cache'),
    rate(output, 'output'),
    rate(reasoning, 'reasoning'),
  ].filter((one) => one !== null);
  const request =
    price.perRequest === null ? '' : `, and ${dollarsText(price.perRequest)} a request`;
  return `For a million tokens: ${rates.join(', ')}${request}. Listed as ${price.listedAs} in ${price.list} of ${price.listDate}.`;
}

function rate(usd: number | null, what: string): string | null {
  return usd === null ? null : `${dollarsText(usd)} ${what}`;
}
