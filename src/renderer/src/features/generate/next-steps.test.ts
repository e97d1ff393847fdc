import { expect, test } from 'vitest';
import { nextSteps } from './next-steps.ts';

test.each([
  ['key-absent', 'set-key'],
  ['key-rejected', 'replace-key'],
  ['keychain-locked', 'open-settings'],
  ['model-unknown', 'edit-configuration'],
  ['context-too-long', 'edit-prompt'],
  ['certificate', 'test-connection'],
  ['rate-limited', 'try-again'],
])('what helps most against %s is %s', (code, step) => {
  expect(nextSteps({ code })[0]).toBe(step);
});

test('a cause that nobody has thought of can be tried again', () => {
  expect(nextSteps({ code: 'of-tomorrow' })).toEqual(['try-again']);
  expect(nextSteps({ code: 'constructor' })).toEqual(['try-again']);
});

test('nothing is offered where nothing in the window helps', () => {
  expect(nextSteps({ code: 'forbidden' })).toEqual([]);
});
