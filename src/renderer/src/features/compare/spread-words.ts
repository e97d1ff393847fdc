import type { Spread } from '#shared/domain/comparison.ts';

/** `median 182 ms, 160–210 ms`; the middle and the ends, of as many answers as have the figure. */
export function spreadText(spread: Spread | null, text: (value: number) => string): string {
  if (spread === null) return 'median –';
  const { median, min, max } = spread;
  const range = min === max ? '' : `, ${text(min)}–${text(max)}`;
  return `median ${text(median)}${range}`;
}
