import { expect, test } from 'vitest';
import { createBlockSplitter } from './markdown-blocks.ts';
import { createBlockGrouper } from './markdown-groups.ts';

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => `Paragraph ${index}.\nIts second line.\n\n`).join('');

function grouping() {
  const splitter = createBlockSplitter();
  const group = createBlockGrouper();
  return (text: string) => group(splitter.split(text));
}

test('every block is in one group, in order', () => {
  const text = paragraphs(100);
  const tokens = createBlockSplitter().split(text);
  const groups = createBlockGrouper()(tokens);
  expect(groups.length).toBeGreaterThan(2);
  expect(groups.flatMap((group) => group.tokens)).toEqual(tokens);
});

test('a group in which nothing is new is the same object, however the text grows', () => {
  const groupsOf = grouping();
  const before = groupsOf(paragraphs(100));
  const after = groupsOf(`${paragraphs(100)}And more.`);
  expect(before.slice(0, -1).every((group, index) => after[index] === group)).toBe(true);
  expect(after.at(-1)).not.toBe(before.at(-1));
});

test('a heading whose level changes takes its group along', () => {
  const groupsOf = grouping();
  const later = `${paragraphs(40)}### Late\n\nEnd.\n`;
  const before = groupsOf(`## Early\n\n${later}`);
  const after = groupsOf(`Early\n\n${later}`);
  const level = (groups: ReturnType<typeof groupsOf>) =>
    groups.flatMap((group) => group.headingLevels).findLast((one) => one > 0);
  expect(level(before)).toBe(4);
  expect(level(after)).toBe(3);
});
