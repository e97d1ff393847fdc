import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { redact } from './redact.ts';

/** Has a key's shape and belongs to nobody. */
const keyShaped = () => `sk-${randomBytes(24).toString('hex')}`;

function setUp(level?: 'debug' | 'warn') {
  const lines: string[] = [];
  const log = createLog({
    write: (line) => lines.push(line),
    now: () => new Date(0),
    ...(level !== undefined && { level }),
  });
  return { lines, log };
}

describe('redaction', () => {
  it.each([
    ['a key in a sentence', (key: string) => `the key ${key} was refused`],
    ['a key in JSON', (key: string) => `{"error":{"message":"Incorrect API key: ${key}."}}`],
    ['a bearer value', (key: string) => `authorization: Bearer ${key}`],
    ['a bearer value of no known shape', () => 'sent Bearer plain-canary-words here'],
    ['an API key header', () => 'x-api-key: plain-canary-words'],
    ['a header in JSON', () => '{"authorization":"plain-canary-words"}'],
    ['a token in a URL', () => 'http://127.0.0.1:1/?a=b&token=plain-canary-words#top'],
    ['a password in a URL', () => 'http://someone:plain-canary-words@host/path'],
  ])('masks %s', (_, text) => {
    const key = keyShaped();
    const safe = redact(text(key));
    expect(safe).toContain('[redacted]');
    expect(safe).not.toContain(key);
    expect(safe).not.toContain('canary');
  });

  it.each([
    'The data folder is /home/someone/.config/Keywell and the port is 41234.',
    'Route configurations.list for 0b9f4c56-52a1-4a42-8e43-5a4f0d5f6a11 took 12 ms.',
    'Model qwen2.5-coder:32b-instruct-q4_K_M at http://127.0.0.1:11434/api/chat',
    'at readOptions (file:///srv/keywell/src/main/command-line.ts:20:11)',
  ])('leaves what is no secret: %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('the log', () => {
  it('writes one JSON object a line, from its level up', () => {
    const { lines, log } = setUp('warn');
    log.info('Not this.');
    log.warn('This\nhas two lines.', { route: 'keys.set' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      message: 'This\nhas two lines.',
      details: { route: 'keys.set' },
    });
  });

  it('shows an error with its stack and cause, but not what libraries hang on it', () => {
    const { lines, log } = setUp();
    const key = keyShaped();
    const error = Object.assign(new Error(`Refused ${key}`, { cause: new Error('reset') }), {
      code: 'ECONNRESET',
      requestBodyValues: { prompt: 'a private prompt' },
    });
    log.error('It failed.', { error });
    expect(lines[0]).toMatch(/ECONNRESET.*Refused \[redacted\].*reset/);
    expect(lines[0]).not.toContain('private');
    expect(lines[0]).not.toContain(key);
  });

  it('never shows the value of a field that is named for a secret', () => {
    const { lines, log } = setUp();
    log.info('Called.', { input: { configurationId: 'c', key: 'canary', apiKey: 'canary' } });
    expect(lines[0]).toContain('configurationId');
    expect(lines[0]).not.toContain('canary');
  });

  it('survives what cannot be written', () => {
    const { lines, log } = setUp();
    const circle: Record<string, unknown> = { big: 1n, f: () => 1, bytes: Buffer.from('canary') };
    circle.self = circle;
    log.info('Odd.', circle);
    log.info('Worse.', {
      get thrown(): never {
        throw new Error('no');
      },
    });
    log.info('Long.', { text: 'word '.repeat(100_000), many: Array.from({ length: 10_000 }) });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('canary');
    for (const line of lines) expect(line.length).toBeLessThan(10_000);
    const broken = createLog({
      write() {
        throw new Error('The pipe is closed.');
      },
    });
    expect(() => broken.error('Lost.')).not.toThrow();
  });
});
