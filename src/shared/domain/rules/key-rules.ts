/** What a key may look like, and the one trace of it that is ever shown. */
import { type ProviderId, providerFacts } from './providers.ts';
import { keyPrefixes } from './secret-shape.ts';

const maxKeyLength = 1024;

/** Why `raw` cannot be a key, as a sentence; null if it can. Surrounding white space does not count. */
export function keyProblem(raw: string): string | null {
  const key = raw.trim();
  if (key === '') return 'Enter the API key.';
  if (key.length > maxKeyLength) {
    return `A key has at most ${maxKeyLength.toLocaleString('en')} characters; this has ${key.length.toLocaleString('en')}.`;
  }
  if (/\s/.test(key))
    return 'A key has no spaces or line breaks inside. Was more than the key copied?';
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return 'A key has only plain ASCII characters. Copy it again from the provider.';
  }
  const half = key.length / 2;
  if (key.length >= 32 && key.length % 2 === 0 && key.slice(0, half) === key.slice(half)) {
    return 'This is the same text twice. Was the key pasted two times?';
  }
  return null;
}

/** A warning when the key's prefix clearly belongs to another provider; null otherwise. The person may override it. */
export function keyWarning(raw: string, provider: ProviderId): string | null {
  if (provider === 'custom' || provider === 'ollama') return null;
  const known = keyPrefixes.find(({ prefix }) => raw.trim().startsWith(prefix));
  if (known === undefined || known.provider === provider) return null;
  return `This looks like a key for ${providerFacts[known.provider].label}, not ${providerFacts[provider].label}.`;
}

/** Stands in for the hint of a key so short that four of its characters would tell too much. */
export const noHint = '····';

/** The last four characters; for a key shorter than 12 characters, four dots. */
export function hintOf(key: string): string {
  return key.length < 12 ? noHint : key.slice(-4);
}
