/** What stands where a key stood. */
const scrubbedMark = '[key]';

/** Providers echo part of a key; that many characters in a row of it give it away. */
const telltaleLength = 8;

/**
 * `text` without the key: whole, in its JSON and URL forms, and any stretch of at least eight characters of it,
 * because providers that mask an echoed key still show more of it than the hint of four that Keywell allows.
 */
export function scrubKey(text: string, key: string | null): string {
  if (key === null || key === '') return text;
  let clean = text;
  for (const form of new Set([key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)])) {
    clean = clean.replaceAll(form, scrubbedMark);
  }
  return scrubStretches(clean, key);
}

function scrubStretches(text: string, key: string): string {
  if (key.length < telltaleLength * 2) return text;
  const windows = new Set<string>();
  for (let at = 0; at + telltaleLength <= key.length; at += 1) {
    windows.add(key.slice(at, at + telltaleLength));
  }
  let clean = '';
  let at = 0;
  while (at < text.length) {
    let end = at;
    while (windows.has(text.slice(end, end + telltaleLength))) end += 1;
    if (end === at) {
      clean += text.charAt(at);
      at += 1;
    } else {
      clean += scrubbedMark;
      at = end - 1 + telltaleLength;
    }
  }
  return clean;
}

/** What an endpoint answered, without the key in any text of it: one that echoes its request could put it anywhere. */
export function scrubbed(answer: unknown, key: string | null): unknown {
  if (key === null) return answer;
  if (typeof answer === 'string') return scrubKey(answer, key);
  if (Array.isArray(answer)) return answer.map((one) => scrubbed(one, key));
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [scrubKey(name, key), scrubbed(value, key)]),
  );
}
