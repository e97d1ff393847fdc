import { useState } from 'react';
import classes from './markdown.module.css';
import { Block } from './markdown-block.tsx';
import { createBlockSplitter } from './markdown-blocks.ts';
import { headingLevels } from './markdown-headings.ts';

/**
 * Markdown from a model, as elements of our own: no HTML of the model's ever reaches the page. The text may grow
 * at its end from one rendering to the next; finished blocks are then neither parsed nor rendered again.
 */
export function Markdown({ text }: { readonly text: string }) {
  const [splitter] = useState(createBlockSplitter);
  const tokens = splitter.split(text);
  const levels = headingLevels(tokens);
  return (
    <div className={classes.markdown}>
      {tokens.map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: text only grows at its end, so place is identity
        <Block key={index} token={token} headingLevel={levels[index]} />
      ))}
    </div>
  );
}
