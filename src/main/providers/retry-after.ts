/**
 * How long a provider asks to wait, in milliseconds, or null if it does not say. `retry-after-ms` (OpenAI, Azure) is
 * the more exact; `retry-after` is seconds or a date (RFC 9110, 10.2.3).
 *
 * @param now the current time in milliseconds since the epoch
 */
export function retryAfterMs(
  headers: { get(name: string): string | null },
  now: number,
): number | null {
  const exact = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(exact) && exact >= 0) return Math.ceil(exact);
  const given = headers.get('retry-after')?.trim() ?? '';
  if (given === '') return null;
  const milliseconds = /^\d+(?:\.\d+)?$/.test(given)
    ? Number(given) * 1_000
    : Date.parse(given) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, Math.ceil(milliseconds)) : null;
}
