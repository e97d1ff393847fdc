/** Stands in an answer where the key stood. */
const mark = '[key]';

/**
 * Shorter keys are not looked for in answers: local servers are given words such as `none` or `lm-studio`, which an
 * answer may well hold. Keys of hosted providers are longer.
 */
const shortestKey = 20;

/**
 * Takes the key out of an answer, however it is cut into deltas: an endpoint that echoes its request would otherwise
 * put the key on the screen, and with it into whatever keeps the answer. Holds back only what may be a key's start.
 */
export class KeyFilter {
  readonly #key: string | null;
  #held = '';

  constructor(key: string | null) {
    this.#key = key !== null && key.length >= shortestKey ? key : null;
  }

  /** The text that may be shown now. */
  push(delta: string): string {
    const key = this.#key;
    if (key === null) return delta;
    const text = (this.#held + delta).replaceAll(key, mark);
    const cut = text.length - startOfKeyAtEnd(text, key);
    this.#held = text.slice(cut);
    return text.slice(0, cut);
  }

  /** The text still held back; call it when no more follows. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

/** How many characters at the end of `text` are a beginning of `key`. */
function startOfKeyAtEnd(text: string, key: string): number {
  const first = key.charAt(0);
  let at = text.indexOf(first, Math.max(0, text.length - key.length + 1));
  while (at >= 0) {
    if (key.startsWith(text.slice(at))) return text.length - at;
    at = text.indexOf(first, at + 1);
  }
  return 0;
}
