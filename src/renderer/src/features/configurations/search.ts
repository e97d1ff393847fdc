import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';

/** What is searched of each configuration; made once, since a configuration that changes is a new object. */
const haystacks = new WeakMap<ConfigurationView, string>();

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** In alphabetical order of their names, numbers in them by value. */
export function byName(configurations: readonly ConfigurationView[]): readonly ConfigurationView[] {
  return [...configurations].sort((a, b) => collator.compare(a.name, b.name));
}

/** Those that hold every word of `search` in name, model, provider or tags. */
export function matching(
  configurations: readonly ConfigurationView[],
  search: string,
): readonly ConfigurationView[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return configurations;
  return configurations.filter((one) => {
    const haystack = haystackOf(one);
    return words.every((word) => haystack.includes(word));
  });
}

function haystackOf(one: ConfigurationView): string {
  const known = haystacks.get(one);
  if (known !== undefined) return known;
  const { label } = providerFacts[one.provider];
  const made = folded([one.name, one.model, one.provider, label, ...one.tags].join('\n'));
  haystacks.set(one, made);
  return made;
}

function folded(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('en');
}
