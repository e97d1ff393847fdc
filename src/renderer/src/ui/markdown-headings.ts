import type { Token } from 'marked';

/** The page's own headings end here; those of an answer come below. */
const pageLevel = 2;

/**
 * Heading levels for each of `tokens` (0 for what is no heading), in order and without gaps: an answer that begins
 * with `##` begins one level below the page all the same. What is said of a heading depends only on those before it.
 */
export function headingLevels(tokens: readonly Token[]): readonly number[] {
  const open: number[] = [];
  return tokens.map((token) => {
    if (token.type !== 'heading') return 0;
    const { depth } = token;
    while ((open.at(-1) ?? 0) >= depth) open.pop();
    open.push(depth);
    return Math.min(6, pageLevel + open.length);
  });
}
