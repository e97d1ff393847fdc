import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Keywell } from './keywell.ts';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Asserts that axe finds nothing against WCAG 2.2 AA in what is on the page now. */
export async function expectAccessible(keywell: Keywell): Promise<void> {
  await settled(keywell);
  const { violations } = await new AxeBuilder({ page: keywell.page }).withTags(levels).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
  expect(found).toEqual([]);
}

/** Half-faded text has no contrast that anybody will see: waits until nothing moves. */
async function settled(keywell: Keywell): Promise<void> {
  await keywell.page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );
}
