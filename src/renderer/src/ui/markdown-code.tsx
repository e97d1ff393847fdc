import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { memo } from 'react';
import classes from './markdown.module.css';

const linesPerPiece = 100;

interface CodeBlockProps {
  readonly text: string;
  /** What stands after the fence; the first word is the language. */
  readonly info: string | undefined;
}

/** A block of code under its language, with a button to copy it. */
export const CodeBlock = memo(function CodeBlock({ text, info }: CodeBlockProps) {
  const language = info?.split(/\s/, 1)[0] ?? '';
  return (
    <figure className={classes.codeBlock}>
      <figcaption className={classes.codeCaption}>
        <span className={classes.codeLanguage}>{language}</span>
        <CopyCode text={text} language={language} />
      </figcaption>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: a scrolling container must be reachable by keyboard */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: a fieldset is for form fields */}
      <pre
        tabIndex={0}
        role="group"
        aria-label={`${language} code`.trim()}
        className={classes.code}
      >
        <code>
          {pieces(text).map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces only grow at the end
            <CodePiece key={index} text={piece} />
          ))}
        </code>
      </pre>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: as above */}
    </figure>
  );
});

/** In pieces, so that a long block that still grows lays out its last piece alone. */
const CodePiece = memo(function CodePiece({ text }: { readonly text: string }) {
  return <span className={classes.codePiece}>{text}</span>;
});

function pieces(text: string): string[] {
  const all: string[] = [];
  let start = 0;
  let lines = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    lines += 1;
    if (lines % linesPerPiece === 0) {
      all.push(text.slice(start, end + 1));
      start = end + 1;
    }
  }
  if (start < text.length) all.push(text.slice(start));
  return all;
}

function CopyCode({ text, language }: { readonly text: string; readonly language: string }) {
  const clipboard = useClipboard();
  const name = clipboard.copied ? 'Copied' : `Copy ${language} code`.replace('  ', ' ');
  return (
    <Tooltip label={clipboard.error ? 'The clipboard cannot be written.' : name}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={name}
        onClick={() => clipboard.copy(text)}
      >
        {clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
