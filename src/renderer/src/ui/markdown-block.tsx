import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import type { MarkedToken, Token, Tokens } from 'marked';
import { createElement, memo, type ReactNode } from 'react';
import classes from './markdown.module.css';
import { CodeBlock } from './markdown-code.tsx';
import { Inline } from './markdown-inline.tsx';

interface BlockProps {
  readonly token: Token;
  /** From 3 to 6; the last where a heading stands within another block. */
  readonly headingLevel?: number | undefined;
}

/** One block. Rendered again only when its token is another one. */
export const Block = memo(function Block({ token, headingLevel }: BlockProps) {
  if (token.type === 'heading') {
    return <Heading token={token as Tokens.Heading} level={headingLevel ?? 6} />;
  }
  return block(token as Exclude<MarkedToken, Tokens.Heading>);
});

/** Blocks within a block. */
function Blocks({ tokens }: { readonly tokens: readonly Token[] }) {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text only grows at its end, so place is identity
    <Block key={index} token={token} />
  ));
}

function block(token: Exclude<MarkedToken, Tokens.Heading>): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return (
        <p>
          <Inline tokens={token.tokens} />
        </p>
      );
    case 'code':
      return <CodeBlock text={token.text} info={token.lang} closed={isClosed(token.raw)} />;
    case 'blockquote':
      return (
        <blockquote>
          <Blocks tokens={token.tokens} />
        </blockquote>
      );
    case 'list':
      return <List token={token} />;
    case 'table':
      return <Table token={token} />;
    case 'hr':
      return <hr />;
    case 'html':
      return <p className={classes.rawHtml}>{token.text.trimEnd()}</p>;
    case 'checkbox':
      return <TaskMark done={token.checked} />;
    default:
      return <Inline tokens={[token]} />;
  }
}

/** Whether a fenced block of code has its closing fence. */
function isClosed(raw: string): boolean {
  const fence = /^ *(`{3,}|~{3,})/.exec(raw)?.[1];
  return fence !== undefined && /\n *(`{3,}|~{3,})\s*$/.exec(raw)?.[1]?.startsWith(fence) === true;
}

interface HeadingProps {
  readonly token: Tokens.Heading;
  readonly level: number;
}

/** Looks as the model meant it, and stands in the page's outline where it belongs. */
function Heading({ token, level }: HeadingProps) {
  const className = [classes.heading1, classes.heading2][token.depth - 1] ?? classes.heading3;
  return createElement(`h${level}`, { className }, <Inline tokens={token.tokens} />);
}

function List({ token }: { readonly token: Tokens.List }) {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text only grows at its end, so place is identity
    <Item key={index} item={item} />
  ));
  return token.ordered ? <ol start={Number(token.start)}>{items}</ol> : <ul>{items}</ul>;
}

const Item = memo(function Item({ item }: { readonly item: Tokens.ListItem }) {
  return (
    <li className={item.task ? classes.task : undefined}>
      <Blocks tokens={item.tokens} />
    </li>
  );
});

function TaskMark({ done }: { readonly done: boolean }) {
  const Mark = done ? IconSquareCheck : IconSquare;
  return (
    <Mark
      className={classes.taskMark}
      size={16}
      role="img"
      aria-label={done ? 'Done' : 'Not done'}
    />
  );
}

function Table({ token }: { readonly token: Tokens.Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling container must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div className={classes.tableFrame} role="group" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <Row cells={token.header} />
        </thead>
        <tbody>
          {token.rows.map((cells, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end
            <Row key={index} cells={cells} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = memo(function Row({ cells }: { readonly cells: readonly Tokens.TableCell[] }) {
  return (
    <tr>
      {cells.map((cell, index) => {
        const Cell = cell.header ? 'th' : 'td';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
          <Cell key={index} data-align={cell.align ?? undefined}>
            <Inline tokens={cell.tokens} />
          </Cell>
        );
      })}
    </tr>
  );
});
