import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigurationFields } from '../configuration.ts';
import { configurationProblems, normalisedName } from './configuration-rules.ts';

const fine: ConfigurationFields = {
  name: 'Laptop',
  provider: 'ollama',
  model: 'llama3.3:70b-instruct-q4_K_M',
  baseUrl: null,
  authentication: 'none',
  allowUnencrypted: false,
  temperature: null,
  topP: null,
  maxOutputTokens: null,
  systemPrompt: null,
  contextLength: null,
  keepAlive: null,
  openaiApi: 'responses',
  headers: {},
  connectTimeoutMs: null,
  firstTokenTimeoutMs: null,
  idleTimeoutMs: null,
  tags: [],
  notes: '',
};

/** 40 characters that look drawn at random, made here so that nothing like a key is written down. */
const random = Array.from({ length: 40 }, (_, index) => 'aB3dE5gH7jK'[(index * 7) % 11]).join('');

function problem(changes: Partial<ConfigurationFields>, field: keyof ConfigurationFields) {
  return configurationProblems({ ...fine, ...changes })[field] ?? null;
}

test('a plain configuration is fine, and so is one with everything filled in', () => {
  expect(configurationProblems(fine)).toEqual({});
  expect(
    configurationProblems({
      ...fine,
      name: '👩‍💻 Zuhause – Büro (copy 2)',
      provider: 'custom',
      baseUrl: 'https://host.example/v1',
      temperature: 2,
      topP: 0,
      maxOutputTokens: 1,
      systemPrompt: 'Answer briefly.\n\nUse Markdown.',
      contextLength: 131_072,
      keepAlive: '1h30m',
      headers: {
        'OpenAI-Organization': 'org-canary',
        'HTTP-Referer': 'https://example.com',
        'X-Title': '',
      },
      connectTimeoutMs: 100,
      firstTokenTimeoutMs: 86_400_000,
      idleTimeoutMs: 30_000,
      tags: ['work', 'Straße'],
      notes: 'See https://example.com/docs/setting-up-a-local-model-in-2026?part=2#steps for more.',
    }),
  ).toEqual({});
});

describe('the name', () => {
  test.each([
    '',
    '   ',
    '\u200b',
    'a\nb',
    'a\u0007b',
    'a\u2028b',
    'a\u202eb',
    '\ud800',
    'x'.repeat(81),
  ])('%j is refused', (name) => {
    expect(problem({ name }, 'name')).not.toBeNull();
  });

  test.each(['x', ` ${'x'.repeat(80)} `, '🔑'.repeat(80), 'e\u0301'.repeat(80), '日本語', '!'])(
    '%j is accepted',
    (name) => {
      expect(problem({ name }, 'name')).toBeNull();
    },
  );
});

describe('two names are the same', () => {
  test.each([
    ['Laptop', ' laptop '],
    ['Caf\u00e9', 'CAFE\u0301'],
    ['Straße', 'STRASSE'],
    ['Straße', 'STRAẞE'],
    ['ΟΔΟΣ', 'οδος'],
    // The caron composes with the small letter only.
    ['J\u030c', '\u01f0'],
  ])('%j and %j', (one, other) => {
    expect(normalisedName(one)).toBe(normalisedName(other));
  });

  test('if they differ in case, composition or surrounding white space alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (name) => {
        const form = normalisedName(name);
        expect(normalisedName(form)).toBe(form);
        expect(normalisedName(name.toUpperCase())).toBe(form);
        expect(normalisedName(` ${name.normalize('NFD')}\n`)).toBe(form);
      }),
      { numRuns: 1_000 },
    );
  });

  test('not if they differ in anything else', () => {
    expect(normalisedName('Laptop 1')).not.toBe(normalisedName('Laptop 2'));
    expect(normalisedName('a b')).not.toBe(normalisedName('ab'));
    expect(normalisedName('résumé')).not.toBe(normalisedName('resume'));
  });
});

describe('something like a key is refused', () => {
  test.each<[keyof ConfigurationFields, Partial<ConfigurationFields>]>([
    ['name', { name: `My ${random}` }],
    ['model', { model: random }],
    ['baseUrl', { baseUrl: `https://host/${random}/v1` }],
    ['systemPrompt', { systemPrompt: `The password is ${random}.` }],
    ['notes', { notes: `key: ${random}` }],
    ['tags', { tags: ['work', random] }],
    ['headers', { headers: { 'X-Custom': random } }],
    ['headers', { headers: { [random]: 'x' } }],
    ['headers', { headers: { [`${random} :`]: 'x' } }],
  ])('in %s, pointing to the key action, and without repeating it', (field, changes) => {
    const sentence = problem(changes, field);
    expect(sentence).toContain('"Set key"');
    expect(sentence).not.toContain(random);
  });

  test('but not in a host name, nor as Cloudflare’s account id', () => {
    const id = '0123456789abcdef'.repeat(2);
    expect(problem({ baseUrl: `https://a${id}.lambda-url.example` }, 'baseUrl')).toBeNull();
    const gateway = `https://gateway.ai.cloudflare.com/v1/${id}/keywell/openai`;
    expect(problem({ baseUrl: gateway }, 'baseUrl')).toBeNull();
    expect(problem({ baseUrl: `https://example.com/v1/${id}/openai` }, 'baseUrl')).not.toBeNull();
    expect(
      problem({ baseUrl: `https://notcloudflare.com/v1/${id}/openai` }, 'baseUrl'),
    ).not.toBeNull();
  });
});

describe('headers', () => {
  test.each([
    'Authorization',
    'authorization',
    'Proxy-Authorization',
    'cf-aig-authorization',
    'Cookie',
    'Set-Cookie',
    'api-key',
    'apikey',
    'x-api-key',
    'X-API-KEY',
    'x_api_key',
    'x-goog-api-key',
    'Ocp-Apim-Subscription-Key',
    'X-Auth-Key',
    'X-Auth-Token',
    'Helicone-Auth',
    'X-Client-Secret',
    'x-amz-security-token',
    'password',
    ' x-api-key ',
  ])('%s is refused, with a word on where the key goes', (name) => {
    expect(problem({ headers: { [name]: 'x' } }, 'headers')).toContain('"Set key"');
  });

  test.each([
    ['X-Anything', 'Bearer canary'],
    ['X-Anything', 'basic canary'],
    ['', 'x'],
    ['X Title', 'x'],
    ['X-Title:', 'x'],
    ['X-Title\r\nX-Other', 'x'],
    ['X-Tïtle', 'x'],
    ['X-Title', 'a\r\nX-Other: b'],
    ['X-Title', 'naïve'],
    ['X-Title', '\u0000'],
    ['Host', 'example.com'],
    ['content-length', '0'],
    ['Transfer-Encoding', 'chunked'],
  ])('%j: %j is refused', (name, value) => {
    expect(problem({ headers: { [name]: value } }, 'headers')).not.toBeNull();
  });

  test.each([
    'anthropic-beta',
    'OpenAI-Project',
    'X-Title',
    'HTTP-Referer',
    'X-Tokens-Limit',
    'X-Author',
    'X-Keyboard',
    'X-Request-Source',
  ])('%s is accepted', (name) => {
    expect(
      problem({ headers: { [name]: 'some value, with 7 words in it' } }, 'headers'),
    ).toBeNull();
  });
});

describe('numbers', () => {
  test.each<[keyof ConfigurationFields, readonly number[], readonly number[]]>([
    ['temperature', [0, 0.7, 2], [-0.1, 2.1, Number.NaN, Number.POSITIVE_INFINITY]],
    ['topP', [0, 0.5, 1], [-0.1, 1.1, Number.NaN]],
    ['maxOutputTokens', [1, 4_096, 10_000_000], [0, -1, 1.5, 10_000_001, Number.NaN]],
    ['contextLength', [1, 131_072], [0, 0.5, 100_000_001]],
    ['connectTimeoutMs', [100, 86_400_000], [99, 86_400_001, Number.NaN]],
    ['firstTokenTimeoutMs', [100, 600_000], [0, -5]],
    ['idleTimeoutMs', [100, 600_000], [0, Number.NEGATIVE_INFINITY]],
  ])('%s', (field, accepted, refused) => {
    for (const value of accepted) expect(problem({ [field]: value }, field)).toBeNull();
    for (const value of refused) expect(problem({ [field]: value }, field)).toMatch(/ from .* to /);
  });
});

test.each(['5m', '24h', '1h30m', '1.5h', '500ms', '300', '0', '-1', ' 5m ', ''])(
  'keep-alive %j is accepted',
  (keepAlive) => {
    expect(problem({ keepAlive }, 'keepAlive')).toBeNull();
  },
);

test.each(['5 minutes', 'm5', '5x', '-2', '1h30', 'for ever'])(
  'keep-alive %j is refused',
  (keepAlive) => {
    expect(problem({ keepAlive }, 'keepAlive')).toMatch(/5m or 24h/);
  },
);

test('tags have 1 to 40 characters', () => {
  expect(problem({ tags: ['ok', ''] }, 'tags')).not.toBeNull();
  expect(problem({ tags: [' '] }, 'tags')).not.toBeNull();
  expect(problem({ tags: ['ab'.repeat(21)] }, 'tags')).not.toBeNull();
  expect(problem({ tags: ['a'.repeat(40)] }, 'tags')).toBeNull();
});

test('every field with a fault is named, not only the first', () => {
  const problems = configurationProblems({
    ...fine,
    name: '',
    model: ' ',
    temperature: 9,
    notes: random,
  });
  expect(Object.keys(problems).sort()).toEqual(['model', 'name', 'notes', 'temperature']);
});
