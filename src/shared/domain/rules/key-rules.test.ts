import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hintOf, keyProblem, keyWarning } from './key-rules.ts';

const printable = Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) =>
  String.fromCharCode(0x21 + index),
);

describe('a key is refused', () => {
  test.each([
    ['nothing', '', /Enter the API key/],
    ['white space alone', ' \t\r\n\u00a0', /Enter the API key/],
    ['a space inside', 'canary one', /no spaces/],
    ['a line break inside', 'canary\none', /no spaces/],
    ['a no-break space inside', 'canary\u00a0one', /no spaces/],
    ['a control character', 'canary\u0000one', /plain ASCII/],
    ['DEL', 'canary\u007fone', /plain ASCII/],
    ['a zero-width space', 'canary\u200bone', /plain ASCII/],
    ['a typographic dash', 'canary–one', /plain ASCII/],
    ['Cyrillic letters that look Latin', 'саnаrу', /plain ASCII/],
    ['an emoji', 'canary🔑', /plain ASCII/],
    ['1,025 characters', `canary${'x'.repeat(1_019)}`, /at most 1,024 characters; this has 1,025/],
    ['the same twice', 'canary-0123456789canary-0123456789', /same text twice/],
  ])('with %s', (_, key, sentence) => {
    expect(keyProblem(key)).toMatch(sentence);
  });

  test('never with a sentence that repeats it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 12 }), (key) => {
        expect(keyProblem(key) ?? '').not.toContain(key);
      }),
    );
  });
});

describe('a key is accepted', () => {
  test.each([
    ['one character', 'x'],
    ['1,024 characters', `canary${'x'.repeat(1_018)}`],
    ['white space and line breaks around it', ' \r\n canary-key \n'],
    ['any punctuation', `canary!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`],
  ])('with %s', (_, key) => {
    expect(keyProblem(key)).toBeNull();
  });

  test('whatever its prefix, so long as it is printable ASCII', () => {
    const text = fc.string({ unit: fc.constantFrom(...printable), minLength: 1, maxLength: 31 });
    fc.assert(
      fc.property(text, (key) => {
        expect(keyProblem(key)).toBeNull();
      }),
    );
  });
});

describe('a prefix of another provider', () => {
  test('is pointed out with both names', () => {
    expect(keyWarning('sk-ant-canary', 'openai')).toBe(
      'This looks like a key for Anthropic, not OpenAI.',
    );
    expect(keyWarning('  sk-proj-canary', 'anthropic')).toMatch(/OpenAI, not Anthropic/);
    expect(keyWarning('AIzacanary', 'mistral')).toMatch(/Google Gemini, not Mistral/);
  });

  test('is no matter where it belongs, where it is unknown, and where any key may do', () => {
    expect(keyWarning('sk-ant-canary', 'anthropic')).toBeNull();
    expect(keyWarning('sk-canary', 'mistral')).toBeNull();
    expect(keyWarning('canary', 'openai')).toBeNull();
    expect(keyWarning('sk-ant-canary', 'custom')).toBeNull();
    expect(keyWarning('sk-ant-canary', 'ollama')).toBeNull();
  });
});

describe('the hint', () => {
  test('is the last four characters from twelve on, else four dots', () => {
    expect(hintOf('canary-45678')).toBe('5678');
    expect(hintOf('canary-4567')).toBe('····');
    expect(hintOf('')).toBe('····');
  });

  test('gives away four characters at most', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...printable), minLength: 1 }), (key) => {
        expect(hintOf(key)).toHaveLength(4);
        if (key.length < 12) expect(hintOf(key)).toBe('····');
      }),
    );
  });
});
