import { memo, useState } from 'react';
import classes from './markdown.module.css';
import { Block } from './markdown-block.tsx';
import { createBlockSplitter } from './markdown-blocks.ts';
import { type BlockGroup, createBlockGrouper } from './markdown-groups.ts';

/**
 * Markdown from a model, as elements of our own: no HTML of the model's ever reaches the page. The text may grow
 * at its end from one rendering to the next; finished blocks are then neither parsed nor rendered again, and those out
 * of sight are neither laid out nor painted.
 */
export function Markdown({ text }: { readonly text: string }) {
  const [splitter] = useState(createBlockSplitter);
  const [inGroups] = useState(createBlockGrouper);
  return (
    <div className={classes.markdown}>
      {inGroups(splitter.split(text)).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: text only grows at its end, so place is identity
        <Group key={index} group={group} />
      ))}
    </div>
  );
}

const Group = memo(function Group({ group }: { readonly group: BlockGroup }) {
  return (
    <div className={classes.group}>
      {group.tokens.map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Block key={index} token={token} headingLevel={group.headingLevels[index]} />
      ))}
    </div>
  );
});
