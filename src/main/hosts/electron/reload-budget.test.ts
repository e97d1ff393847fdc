import { expect, it } from 'vitest';
import { ReloadBudget } from './reload-budget.ts';

it('is used up by what comes at once, and comes back with time', () => {
  let now = 0;
  const budget = new ReloadBudget({ most: 2, windowMs: 1_000, now: () => now });
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  now = 999;
  expect(budget.take()).toBe(false);
  now = 1_000;
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
});

it('is whole again when the person asks for another try', () => {
  const budget = new ReloadBudget({ most: 1, windowMs: 1_000, now: () => 0 });
  expect([budget.take(), budget.take()]).toEqual([true, false]);
  budget.renew();
  expect(budget.take()).toBe(true);
});
