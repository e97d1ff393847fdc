import { Lexer, type Links, type Token } from 'marked';
import { withKeptIdentity } from './markdown-identity.ts';

const options = { gfm: true, breaks: true };

/** Splits a text that grows at its end into top-level Markdown tokens. */
interface BlockSplitter {
  /**
   * The top-level tokens of `text`, the same as a single parse of all of it would give. Tokens that later text
   * cannot change keep their identity from call to call, and only what follows them is parsed again.
   */
  split(text: string): readonly Token[];
}

/**
 * A block is settled once a blank line follows it and the block after that has two complete lines: only then can
 * nothing more turn the pair into something else (a list that goes on, a setext heading, a table). A link
 * definition is the one thing that reaches back; when one arrives, everything is parsed anew.
 */
export function createBlockSplitter(): BlockSplitter {
  let seen = '';
  let settled: Token[] = [];
  let settledLinks: Links = {};
  let unsettled: readonly Token[] = [];
  /**
   * What the settled tokens leave. It is put together from what arrives and never cut out of the whole text: tokens
   * hold on to what they were parsed from, and each would keep the whole text of its time alive.
   */
  let rest = '';
  let knownLinks = '';

  function startOver(source: string): void {
    settled = [];
    settledLinks = {};
    unsettled = [];
    rest = source;
  }

  function parse() {
    const lexer = new Lexer(options);
    Object.assign(lexer.tokens.links, settledLinks);
    const tokens: Token[] = lexer.lex(rest);
    return { tokens, links: JSON.stringify(lexer.tokens.links) };
  }

  return {
    split(text) {
      const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
      if (source.startsWith(seen)) rest += source.slice(seen.length);
      else startOver(source);
      seen = source;

      let parsed = parse();
      if (parsed.links !== knownLinks) {
        startOver(source);
        parsed = parse();
      }
      knownLinks = parsed.links;

      const tokens = withKeptIdentity(unsettled, parsed.tokens);
      const { count, length } = settledPart(tokens, rest);
      const newlySettled = tokens.slice(0, count);
      unsettled = tokens.slice(count);
      settled.push(...newlySettled);
      rest = rest.slice(length);
      for (const token of newlySettled) collectDefinitions(token, settledLinks);

      return [...settled, ...unsettled];
    },
  };
}

/** How many leading tokens, and how many characters, of `source` later text cannot change. */
function settledPart(tokens: readonly Token[], source: string): { count: number; length: number } {
  const lastCompleteLine = source.lastIndexOf('\n');
  const secondLast = source.lastIndexOf('\n', lastCompleteLine - 1);
  let best = { count: 0, length: 0 };
  let offset = 0;
  for (const [index, token] of tokens.entries()) {
    if (index > 0 && token.type !== 'space') {
      if (offset > secondLast) break;
      if (/\n[ \t]*\n$/.test(source.slice(Math.max(0, offset - 200), offset))) {
        best = { count: index, length: offset };
      }
    }
    if (!source.startsWith(token.raw, offset) || awaitsTitle(token)) break;
    offset += token.raw.length;
  }
  return best;
}

/** A link definition's title may hold blank lines: until it is closed, what it stands in looks like a paragraph. */
function awaitsTitle(token: Token): boolean {
  return (
    token.type === 'paragraph' &&
    /^ {0,3}\[[^\]]+\]:\s*\S+\s+(?:"[^"]*|\([^()]*|'[^']*)$/.test(token.raw.trimEnd())
  );
}

function collectDefinitions(token: Token, links: Links): void {
  if (token.type === 'def') {
    links[token.tag] ??= { href: token.href, title: token.title };
    return;
  }
  if (token.type === 'list') {
    for (const item of token.items) collectDefinitions(item, links);
  }
  if (token.type === 'blockquote' || token.type === 'list_item') {
    for (const inner of token.tokens ?? []) collectDefinitions(inner, links);
  }
}
