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
    expect(matching(all, 'PROD')).toEqual([prod]);
    expect(matching(all, '4O')).toEqual([prod]);
    expect(matching(all, 'openai')).toEqual([prod]);
    expect(matching(all, 'billing')).toEqual([prod]);
    expect(matching(all, 'llama')).toEqual([local]);
  });

  it('wants every word, in whatever order and field', () => {
    expect(matching(all, 'billing gpt')).toEqual([prod]);
    expect(matching(all, 'billing llama')).toEqual([]);
  });

  it('does not care how an accent was composed', () => {
    expect(matching(all, 'écran')).toEqual([local]);
  });

  it('finds a configuration by its new name once it was changed', () => {
    expect(matching([prod], 'staging')).toEqual([]);
    expect(matching([{ ...prod, name: 'GPT staging' }], 'staging')).toHaveLength(1);
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
