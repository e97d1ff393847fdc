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

const knownSecret =
  /(?:^|[^A-Za-z0-9])(?:sk-[A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{30,}|AQ\.[A-Za-z0-9_-]{20,}|gsk_[A-Za-z0-9]{20,}|xai-[A-Za-z0-9]{20,}|hf_[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[A-Z0-9]{16})/;

/** A run of key-like characters this long is judged by its entropy. */
const candidate = /[A-Za-z0-9_\-+/=]{24,}/g;

/** True if `text` holds a known key prefix followed by a body, or a long run of high-entropy characters. */
export function looksLikeKey(text: string): boolean {
  if (knownSecret.test(text)) return true;
  for (const [run] of text.matchAll(candidate)) {
    if (isUuid(run)) continue;
    const classes =
      Number(/[a-z]/.test(run)) + Number(/[A-Z]/.test(run)) + Number(/[0-9]/.test(run));
    const hex = /^[0-9a-f]{32,}$/i.test(run);
    if (hex || (classes === 3 && entropyPerCharacter(run) > 3.7 && !isWordy(run))) return true;
  }
  return false;
}

function isUuid(run: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run);
}

/** Model names and paths are words joined by separators; a key's longest unbroken run is not. */
function isWordy(run: string): boolean {
  return run.split(/[_\-+/=]+/).every((part) => part.length < 16);
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
