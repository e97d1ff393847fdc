import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { memo } from 'react';
import { textPieces, tokenPieces } from './code-pieces.ts';
import type { CodeToken } from './code-tokens.ts';
import classes from './markdown.module.css';
import { useHighlighted } from './use-highlighted.ts';

interface CodeBlockProps {
  readonly text: string;
  /** What stands after the fence; the first word is the language. */
  readonly info: string | undefined;
  /** Whether its last line has come. */
  readonly closed: boolean;
}

/** A block of code under its language, with a button to copy it. */
export const CodeBlock = memo(function CodeBlock({ text, info, closed }: CodeBlockProps) {
  const language = info?.split(/\s/, 1)[0] ?? '';
  const tokens = useHighlighted(text, language, closed);
  const pieces = textPieces(text);
  const coloured = tokens === null ? null : tokenPieces(pieces, tokens);
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
          {pieces.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces only grow at the end
            <CodePiece key={index} text={piece} tokens={coloured?.[index]} />
          ))}
        </code>
      </pre>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: as above */}
    </figure>
  );
});

interface CodePieceProps {
  readonly text: string;
  /** The same text in its parts, once they are known. */
  readonly tokens: readonly CodeToken[] | undefined;
}

/** The lines of it stand where they stood before its colours came. */
const CodePiece = memo(function CodePiece({ text, tokens }: CodePieceProps) {
  return (
    <span className={classes.codePiece}>
      {tokens === undefined
        ? text
        : tokens.map(({ kind, text: part }, index) =>
            kind === null ? (
              part
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a text never change
              <span key={index} data-token={kind}>
                {part}
              </span>
            ),
          )}
    </span>
  );
});

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
