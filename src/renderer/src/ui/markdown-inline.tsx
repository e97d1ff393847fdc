import { IconPhoto } from '@tabler/icons-react';
import type { MarkedToken, Token } from 'marked';
import { Fragment, type ReactNode } from 'react';
import classes from './markdown.module.css';
import { openableAddress, withoutReferences } from './markdown-text.ts';

/** Text within a block. Raw HTML shows as the text it is; images are never loaded. */
export function Inline({ tokens }: { readonly tokens: readonly Token[] | undefined }) {
  return tokens?.map((token, index) => (
    // Tokens have no identity but their place: text only grows at its end.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={index}>{inline(token as MarkedToken)}</Fragment>
  ));
}

function inline(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'text':
      if (token.tokens) return <Inline tokens={token.tokens} />;
      return token.escaped ? token.text : withoutReferences(token.text);
    case 'escape':
      return token.text;
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case 'codespan':
      return <code className={classes.codeSpan}>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return (
        <Link href={token.href}>
          {token.autolink === true ? token.text : <Inline tokens={token.tokens} />}
        </Link>
      );
    case 'image':
      return (
        <Link href={token.href}>
          <IconPhoto className={classes.imageMark} size={14} aria-hidden />
          {withoutReferences(token.text) || 'Image'}
        </Link>
      );
    default:
      return token.raw;
  }
}

function Link({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const address = openableAddress(href);
  if (address === null) return children;
  return (
    <a href={address} title={address} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
