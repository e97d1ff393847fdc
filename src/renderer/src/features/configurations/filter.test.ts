import { expect, it } from 'vitest';
import { exampleConfiguration, exampleKey } from '../../testing/examples.ts';
import { type Filter, noFilter, passing, tagsOf } from './filter.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');
const fresh = exampleConfiguration({
  name: 'fresh',
  tags: ['team 2', 'prod'],
  key: exampleKey({
    status: 'stored',
    setAt: '2026-11-22T12:00:00.000Z',
    approvedAt: '2026-11-22T12:00:00.000Z',
  }),
});
const old = exampleConfiguration({
  name: 'old',
  provider: 'mistral',
  tags: ['prod', 'team 10'],
  key: exampleKey({ status: 'stored', setAt: '2026-01-01T12:00:00.000Z' }),
});
const bare = exampleConfiguration({ name: 'bare' });
const all = [fresh, old, bare];
const names = (filter: Partial<Filter>, maxKeyAge: number | null = 90) =>
  passing(all, { ...noFilter, ...filter }, now, maxKeyAge).map(({ name }) => name);

it('lets all pass when it asks for nothing', () => {
  expect(names({})).toEqual(['fresh', 'old', 'bare']);
});

it('narrows to a provider, a tag and a state of the key, and to all of them together', () => {
  expect(names({ provider: 'mistral' })).toEqual(['old']);
  expect(names({ tag: 'prod' })).toEqual(['fresh', 'old']);
  expect(names({ key: 'absent' })).toEqual(['bare']);
  expect(names({ key: 'stored', tag: 'prod', provider: 'openai' })).toEqual(['fresh']);
});

it('finds keys that are past their limit, and those that nobody has approved', () => {
  expect(names({ key: 'old' })).toEqual(['old']);
  expect(names({ key: 'old' }, null)).toEqual([]);
  expect(names({ key: 'not-approved' })).toEqual(['old']);
});

it('lists each tag once, numbers in them by value', () => {
  expect(tagsOf(all)).toEqual(['prod', 'team 2', 'team 10']);
});
