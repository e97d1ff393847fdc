import { describe, expect, it } from 'vitest';
import { exampleConfiguration } from '../../testing/examples.ts';
import { byName, matching } from './search.ts';

const named = (name: string, more = {}) => exampleConfiguration({ name, ...more });
const names = (found: readonly { name: string }[]) => found.map(({ name }) => name);

describe('search', () => {
  const prod = named('GPT prod', { model: 'gpt-4o', tags: ['billing'] });
  const local = named('Écran', { provider: 'ollama', model: 'llama3:8b' });
  const all = [prod, local];

  it('looks in name, model, provider and tags, in any case', () => {
    expect(matching(all, 'PROD', null)).toEqual([prod]);
    expect(matching(all, '4O', null)).toEqual([prod]);
    expect(matching(all, 'openai', null)).toEqual([prod]);
    expect(matching(all, 'billing', null)).toEqual([prod]);
    expect(matching(all, 'llama', null)).toEqual([local]);
  });

  it('wants every word, in whatever order and field', () => {
    expect(matching(all, 'billing gpt', null)).toEqual([prod]);
    expect(matching(all, 'billing llama', null)).toEqual([]);
  });

  it('does not care how an accent was composed', () => {
    expect(matching(all, 'écran', null)).toEqual([local]);
  });

  it('narrows to a provider', () => {
    expect(matching(all, '', 'ollama')).toEqual([local]);
    expect(matching(all, 'gpt', 'ollama')).toEqual([]);
  });

  it('finds a configuration by its new name once it was changed', () => {
    expect(matching([prod], 'staging', null)).toEqual([]);
    expect(matching([{ ...prod, name: 'GPT staging' }], 'staging', null)).toHaveLength(1);
  });
});

describe('order', () => {
  it('is alphabetical, with numbers by their value', () => {
    expect(names(byName([named('b'), named('Model 10'), named('A'), named('Model 9')]))).toEqual([
      'A',
      'b',
      'Model 9',
      'Model 10',
    ]);
  });
});
