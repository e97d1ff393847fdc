import type { MarkedToken, Token, Tokens } from 'marked';

/**
 * `next`, with every part that reads the same as in `previous` replaced by the very object from there, so that
 * it is not rendered again. Both must have been parsed with the same link definitions.
 */
export function withKeptIdentity(previous: readonly Token[], next: readonly Token[]): Token[] {
  return next.map((token, index) => {
    const before = previous[index];
    return before === undefined ? token : kept(before as MarkedToken, token as MarkedToken);
  });
}

function kept(before: MarkedToken, after: MarkedToken): Token {
  if (before.type !== after.type) return after;
  if (before.raw === after.raw) return before;
  if (before.type === 'list' && after.type === 'list') {
    return {
      ...after,
      items: after.items.map((item, index) => keptItem(before.items[index], item)),
    };
  }
  if (before.type === 'table' && after.type === 'table') {
    return { ...after, rows: after.rows.map((row, index) => keptRow(before.rows[index], row)) };
  }
  return after;
}

function keptItem(before: Tokens.ListItem | undefined, after: Tokens.ListItem): Tokens.ListItem {
  return before?.raw === after.raw && before.loose === after.loose ? before : after;
}

function keptRow(before: Tokens.TableCell[] | undefined, after: Tokens.TableCell[]) {
  const same =
    before?.length === after.length &&
    after.every((cell, index) => {
      const one = before[index];
      return one?.text === cell.text && one.align === cell.align;
    });
  return same ? before : after;
}
