const decoded = new Map<string, string>();

/**
 * Replaces named character references (`&amp;`, `&eacute;`) by what they stand for; numeric ones the lexer has
 * replaced already. Only the bare reference ever reaches the parser, so no markup can.
 */
export function withoutReferences(text: string): string {
  return text.includes('&') ? text.replace(/&[a-z][a-z0-9]{1,31};/gi, characterOf) : text;
}

function characterOf(reference: string): string {
  let character = decoded.get(reference);
  if (character === undefined) {
    const document = new DOMParser().parseFromString(reference, 'text/html');
    character = document.body.textContent || reference;
    decoded.set(reference, character);
  }
  return character;
}

/** The address of a link that may be opened; null for every scheme but http, https and mailto. */
export function openableAddress(href: string): string | null {
  const address = withoutReferences(href).trim();
  try {
    const { protocol } = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? address : null;
  } catch {
    return null;
  }
}
