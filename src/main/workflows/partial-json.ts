/** A string that is closed, a number or word that something follows, or a sign; with the white space before it. */
const token =
  /\s*(?:("[^"\\]*(?:\\[\s\S][^"\\]*)*")|(-?\d[\d.eE+-]*|true|false|null)(?=[\s,\]}])|([{}[\]:,]))/y;

const closers = { '{': '}', '[': ']' } as const;

/**
 * What can be said of a JSON value of which only the beginning is there: all that is complete in it, objects and
 * lists being closed where it breaks off. A string or number that may go on is left out. What follows a complete value
 * is not looked at. Undefined where there is nothing yet, or no JSON.
 */
export function partialJson(text: string): unknown {
  const open: ('{' | '[')[] = [];
  /** Up to where the text can be closed. What is open there is open still: to open and to close is sound. */
  let end = 0;
  /** Whether the next string of an object is the value of a member, not its name. */
  let valued = false;
  token.lastIndex = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [, string, , sign] = found;
    if (sign === '{' || sign === '[') open.push(sign);
    else if (sign === '}' || sign === ']') open.pop();
    const isName = string !== undefined && open.at(-1) === '{' && !valued;
    const complete = !isName && sign !== ',' && sign !== ':';
    valued = sign === ':';
    if (complete) end = token.lastIndex;
    if (complete && open.length === 0) break;
  }
  return end === 0 ? undefined : parsed(text.slice(0, end) + closing(open));
}

function closing(open: readonly ('{' | '[')[]): string {
  return open
    .map((sign) => closers[sign])
    .reverse()
    .join('');
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
