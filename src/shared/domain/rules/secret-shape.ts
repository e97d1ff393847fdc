/** Recognises text that looks like a key, so that one pasted into the wrong field is never written to a file. */
import type { ProviderId } from './providers.ts';

/** Known key prefixes, for hints only: providers change them, so none is ever required. Most specific first. */
export const keyPrefixes: readonly { readonly prefix: string; readonly provider: ProviderId }[] = [
  { prefix: 'sk-ant-', provider: 'anthropic' },
  { prefix: 'sk-proj-', provider: 'openai' },
  { prefix: 'sk-svcacct-', provider: 'openai' },
  { prefix: 'AIza', provider: 'google' },
  { prefix: 'AQ.', provider: 'google' },
];

/** Prefixes that nothing but a secret has: those above, and those of other services whose keys lie around. */
const knownSecret =
  /(?<![A-Za-z0-9])(?:sk-(?:ant|proj|svcacct|or)-[A-Za-z0-9_-]{8,}|AIza[A-Za-z0-9_-]{30,}|AQ\.[A-Za-z0-9_-]{20,}|(?:gsk_|xai-|hf_|csk-|pplx-|nvapi-|r8_)[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|AKIA[A-Z0-9]{16})/;

/** Used by many for keys, but also how a name such as `sk-learn-pipelines-v2` begins. */
const commonSecret = /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/g;

/** A run of key-like characters this long is judged by how random it is. */
const candidate = /[A-Za-z0-9_\-+/=]{24,}/g;

/** True if `text` holds a known key prefix followed by a body, or a long run of random-looking characters. */
export function looksLikeKey(text: string): boolean {
  if (knownSecret.test(text)) return true;
  for (const [found] of text.matchAll(commonSecret)) {
    if (!isSlug(found)) return true;
  }
  for (const [run] of text.matchAll(candidate)) {
    if (!isUuid(run) && looksRandom(run)) return true;
  }
  return false;
}

function isUuid(run: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run);
}

/** Words, numbers and versions joined by hyphens. */
function isSlug(text: string): boolean {
  return text
    .split(/[-_]+/)
    .every((part) => /^(?:[A-Z]?[a-z]{0,15}|[0-9]{1,8}|[A-Za-z0-9]{1,4})$/.test(part));
}

/**
 * Model names and paths are short parts joined by separators, and an identifier without any is made of words. So
 * unless the parts of a run are long on average only its unbroken stretches count, and of these only those in which
 * few characters belong to words.
 */
function looksRandom(run: string): boolean {
  const parts = run.split(/[_\-+/=]+/).filter((part) => part !== '');
  if (parts.some(isLongHex)) return true;
  const body = parts.join('');
  const judged =
    body.length / parts.length >= 7 ? body : parts.filter((part) => part.length >= 16).join('');
  if (
    /[a-z]/.test(judged) &&
    /[A-Z]/.test(judged) &&
    (/[0-9]/.test(judged) || judged.length >= 32)
  ) {
    return entropyPerCharacter(judged) > 3 && wordShare(judged) < 0.7;
  }
  return parts.some((part) => part.length >= 32 && digitBorderShare(part) > 0.08);
}

function isLongHex(part: string): boolean {
  return (
    /^(?:[0-9a-f]{32,}|[0-9A-F]{32,})$/.test(part) && /[0-9]/.test(part) && /[a-f]/i.test(part)
  );
}

/** The share of characters that stand in something like a word: four letters or more, capitals only at its start or throughout. */
function wordShare(text: string): number {
  const words = text.match(/[A-Z][a-z]{3,}|[a-z]{4,}|[A-Z]{8,}/g) ?? [];
  return words.join('').length / text.length;
}

/** How often a digit meets a letter: seldom where numbers follow words, often where characters are drawn at random. */
function digitBorderShare(text: string): number {
  return (text.match(/(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])/g) ?? []).length / text.length;
}

/** Shannon entropy in bits per character. */
function entropyPerCharacter(run: string): number {
  const counts = new Map<string, number>();
  for (const character of run) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / run.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
