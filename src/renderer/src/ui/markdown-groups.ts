import type { Token } from 'marked';
import { headingLevels } from './markdown-headings.ts';

/** As many blocks as fill a window, about. */
const groupSize = 24;

/** Blocks of Markdown that stand together. */
export interface BlockGroup {
  readonly tokens: readonly Token[];
  /** Of each of them: from 3 to 6, or 0 for what is no heading. */
  readonly headingLevels: readonly number[];
}

/**
 * Puts the blocks of a text that grows at its end into groups, in order. A group in which nothing is new is the very
 * object of the call before, so that what it shows is not looked at again.
 */
export function createBlockGrouper(): (tokens: readonly Token[]) => readonly BlockGroup[] {
  let groups: readonly BlockGroup[] = [];

  return (tokens) => {
    const levels = headingLevels(tokens);
    const count = Math.ceil(tokens.length / groupSize);
    groups = Array.from({ length: count }, (_, index) => {
      const [from, to] = [index * groupSize, (index + 1) * groupSize];
      const group = { tokens: tokens.slice(from, to), headingLevels: levels.slice(from, to) };
      const before = groups[index];
      return before !== undefined && isSame(before, group) ? before : group;
    });
    return groups;
  };
}

function isSame(one: BlockGroup, other: BlockGroup): boolean {
  return (
    one.tokens.length === other.tokens.length &&
    one.tokens.every(
      (token, index) =>
        token === other.tokens[index] && one.headingLevels[index] === other.headingLevels[index],
    )
  );
}
