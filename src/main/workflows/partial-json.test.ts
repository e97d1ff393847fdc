import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerJson, partialAnswerJson } from './answer-json.ts';
import { partialJson } from './partial-json.ts';

test.each([
  ['', undefined],
  ['"abc', undefined],
  ['"abc"', 'abc'],
  ['12', undefined],
  ['12 ', 12],
  ['{', {}],
  ['{"a"', {}],
  ['{"a":', {}],
  ['{"a": "b', {}],
  ['{"a": "b"', { a: 'b' }],
  ['{"a": tr', {}],
  ['{"a": true', {}],
  ['{"a": true,', { a: true }],
  ['{"a": [1, 23', { a: [1] }],
  ['{"a": [1, 23]', { a: [1, 23] }],
  ['{"a": {"b": [{"c": "d\\', { a: { b: [{}] } }],
  ['{"a": "x\\"y"', { a: 'x"y' }],
  ['{"a": 1} and more', { a: 1 }],
  ['nothing', undefined],
  ['{]', undefined],
  ['}', undefined],
  [':', undefined],
])('of %s this much can be said', (text, value) => {
  expect(partialJson(text)).toEqual(value);
});

/** Whether `part` may grow into `whole` by more coming at its end. */
function begins(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole)) {
    return part.length <= whole.length && part.every((one, at) => begins(one, whole[at]));
  }
  if (typeof part === 'object' && part !== null && typeof whole === 'object' && whole !== null) {
    const entries = Object.entries(whole);
    return Object.entries(part).every(([name, one], at) => {
      const [expected, inner] = entries[at] ?? [];
      return name === expected && begins(one, inner);
    });
  }
  return Object.is(part, whole);
}

describe('of whatever JSON', () => {
  const values = fc.jsonValue({ maxDepth: 4 });
  const spaces = fc.constantFrom(undefined, 2);

  test('every beginning gives a beginning, and the whole the whole', () => {
    fc.assert(
      fc.property(values, spaces, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const whole: unknown = JSON.parse(text);
        for (let end = 0; end <= text.length; end += 1) {
          const part = partialJson(text.slice(0, end));
          expect(part === undefined || begins(part, whole), text.slice(0, end)).toBe(true);
        }
        expect(partialJson(`${text}\n`)).toEqual(whole);
      }),
    );
  });

  test('more text never takes back what was there', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify({ value });
        let before: unknown = {};
        for (let end = 1; end <= text.length; end += 1) {
          const part = partialJson(text.slice(0, end));
          expect(begins(before, part), text.slice(0, end)).toBe(true);
          before = part;
        }
      }),
    );
  });

  test('any text at all is read without a failure', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '1', 'null', ' '),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(pieces, (some) => {
        expect(() => partialJson(some.join(''))).not.toThrow();
      }),
    );
  });

  test('an object is found in a fence and among words', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values), spaces, (object, space) => {
        const text = JSON.stringify(object, null, space);
        const whole: unknown = JSON.parse(text);
        expect(answerJson(text)).toEqual(whole);
        expect(answerJson(`Here:\n\n${text}\n\nThat is all.`)).toEqual(whole);
        expect(answerJson(`{See}\r\n\`\`\`JSON \r\n${text}\n\n\`\`\`\n{end}`)).toEqual(whole);
        expect(answerJson(`<think>{"a": 1} {</think>\n${text}`)).toEqual(whole);
        expect(partialAnswerJson(`So:\n\`\`\`json\n${text}\n\`\`\``)).toEqual(whole);
      }),
    );
  });
});

test('a long beginning is read in one go, and a deep one', () => {
  const text = JSON.stringify({ steps: Array(2_000).fill({ text: '\\"'.repeat(500) }) });
  const { steps } = Object(partialJson(text.slice(0, -4)));
  expect([steps.length, steps.at(-1)]).toEqual([2_000, {}]);
  expect(partialJson('['.repeat(1_000_000))).toBeInstanceOf(Array);
});

test('line ends without end, as some models write them, are read in one go', () => {
  const lines = '\n'.repeat(200_000);
  expect(answerJson(`\`\`\`json${lines}`)).toBe(undefined);
  expect(answerJson(`\`\`\`json\n{"name": "a",${lines}`)).toBe(undefined);
  expect(answerJson(`\`\`\`json\n{"name": "a"}${lines}\`\`\``)).toEqual({ name: 'a' });
});

test('an answer that only thinks has nothing yet', () => {
  expect(partialAnswerJson('<think>{"name": "no"}')).toBe(undefined);
  expect(answerJson('<think>{"name": "no"}')).toBe(undefined);
  expect(answerJson('[1, 2]')).toBe(undefined);
  expect(answerJson('no braces')).toBe(undefined);
});
