import type { CodeToken } from './code-tokens.ts';

const linesPerPiece = 100;

/** A text in pieces of so many lines, so that a long block that still grows lays out its last piece alone. */
export function textPieces(text: string): string[] {
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

/** The tokens of each of those pieces. One that goes on in the next piece is cut. */
export function tokenPieces(
  pieces: readonly string[],
  tokens: readonly CodeToken[],
): (readonly CodeToken[])[] {
  let index = 0;
  let offset = 0;
  return pieces.map((piece) => {
    const own: CodeToken[] = [];
    let left = piece.length;
    while (left > 0) {
      const token = tokens[index];
      if (token === undefined) break;
      const text = token.text.slice(offset, offset + left);
      own.push({ kind: token.kind, text });
      left -= text.length;
      offset += text.length;
      if (offset === token.text.length) {
        index += 1;
        offset = 0;
      }
    }
    return own;
  });
}
