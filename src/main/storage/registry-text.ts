import type { RegistryDocument } from './registry-document.ts';

/** A document and what it is made of never change: each change makes new ones. So what one is as text is kept. */
const texts = new WeakMap<object, string>();

/**
 * The document as JSON, as JSON.stringify writes it. Nearly all of it is as it was at the last save, and with thousands
 * of configurations to write out anew, a save would be felt.
 */
export function registryText(document: RegistryDocument): string {
  const { configurations, keys } = document;
  const large: Readonly<Record<string, () => string>> = {
    configurations: () => kept(configurations, () => `[${configurations.map(textOf).join(',')}]`),
    keys: () => kept(keys, () => objectText(keys, textOf)),
  };
  return objectText(document, (value, name) => large[name]?.() ?? JSON.stringify(value));
}

function objectText<T>(
  object: Readonly<Record<string, T>>,
  text: (value: T, name: string) => string,
): string {
  const entries = Object.entries(object);
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${text(value, name)}`).join(',')}}`;
}

function textOf(record: object): string {
  return kept(record, () => JSON.stringify(record));
}

function kept(object: object, text: () => string): string {
  const known = texts.get(object);
  if (known !== undefined) return known;
  const made = text();
  texts.set(object, made);
  return made;
}
