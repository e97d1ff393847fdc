import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baseUrlProblem,
  effectiveBaseUrl,
  endpointUrl,
  isLoopbackHost,
  isLoopbackUrl,
  isSimulatedUrl,
  requestBaseUrl,
} from './endpoint.ts';
import { type ProviderId, providerIds } from './providers.ts';

describe('the URL of a request', () => {
  test.each<[ProviderId, string | null, string | null]>([
    ['custom', 'https://host/v1', 'https://host/v1/chat/completions'],
    ['custom', '  https://host/v1/  ', 'https://host/v1/chat/completions'],
    ['custom', 'https://host/v1///', 'https://host/v1/chat/completions'],
    ['custom', 'https://host', 'https://host/chat/completions'],
    ['custom', 'https://host/v1/chat/completions', 'https://host/v1/chat/completions'],
    ['custom', 'https://host/v1/chat/completions/', 'https://host/v1/chat/completions'],
    ['custom', 'https://host/v1//chat/completions', 'https://host/v1/chat/completions'],
    ['custom', 'https://host:8443/a%3Fb/v1', 'https://host:8443/a%3Fb/v1/chat/completions'],
    ['custom', 'HTTPS://Host.Example/V1', 'https://host.example/V1/chat/completions'],
    ['custom', 'http://[::1]:8080/v1', 'http://[::1]:8080/v1/chat/completions'],
    ['custom', 'https://host/models', 'https://host/models/chat/completions'],
    // A host that is called like the first part of the path.
    ['custom', 'https://chat/completions', 'https://chat/completions/chat/completions'],
    ['cohere', 'https://v2/chat', 'https://v2/chat/v2/chat'],
    ['cohere', 'https://api.cohere.com/v2', 'https://api.cohere.com/v2/chat'],
    ['cohere', null, 'https://api.cohere.com/v2/chat'],
    ['mistral', null, 'https://api.mistral.ai/v1/chat/completions'],
    ['openai', 'https://api.openai.com/v1/responses', 'https://api.openai.com/v1/responses'],
    ['anthropic', 'https://api.anthropic.com/v1/messages', 'https://api.anthropic.com/v1/messages'],
    ['ollama', null, 'http://127.0.0.1:11434/api/chat'],
    ['ollama', 'http://localhost:11434/', 'http://localhost:11434/api/chat'],
    ['ollama', 'http://localhost:11434/v1', 'http://localhost:11434/api/chat'],
    ['ollama', 'http://localhost:11434/api', 'http://localhost:11434/api/chat'],
    ['ollama', 'http://localhost:11434/api/generate', 'http://localhost:11434/api/chat'],
    ['ollama', 'https://host/ollama', 'https://host/ollama/api/chat'],
    ['custom', null, null],
    ['custom', '   ', null],
    ['custom', 'localhost:11434', null],
    ['custom', 'host/v1', null],
    ['custom', 'ftp://host/v1', null],
    ['custom', 'https://', null],
  ])('%s with base %j generates at %j', (provider, baseUrl, expected) => {
    expect(endpointUrl(provider, baseUrl, 'generate')).toBe(expected);
  });

  test('Gemini has the model in its path, escaped', () => {
    const expected =
      'https://generativelanguage.googleapis.com/v1beta/models/a%2Fb:streamGenerateContent?alt=sse';
    expect(endpointUrl('google', null, 'generate', { model: 'a/b' })).toBe(expected);
    const pasted =
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-pro:generateContent';
    expect(endpointUrl('google', pasted, 'generate', { model: 'a/b' })).toBe(expected);
  });

  test('Gemini’s models go by the name in its list, too', () => {
    const at = (model: string) =>
      endpointUrl('google', 'https://host/v1beta', 'generate', { model });
    const tail = ':streamGenerateContent?alt=sse';
    expect(at('models/gemini-pro')).toBe(`https://host/v1beta/models/gemini-pro${tail}`);
    expect(at('tunedModels/mine')).toBe(`https://host/v1beta/tunedModels/mine${tail}`);
  });

  test('OpenAI has two APIs, whichever was pasted', () => {
    const base = 'https://api.openai.com/v1/responses';
    expect(endpointUrl('openai', base, 'generate', { openaiApi: 'chat-completions' })).toBe(
      'https://api.openai.com/v1/chat/completions',
    );
    expect(endpointUrl('mistral', null, 'generate', { openaiApi: 'responses' })).toBe(
      'https://api.mistral.ai/v1/chat/completions',
    );
  });

  test('models are listed beside where answers are generated', () => {
    expect(endpointUrl('custom', 'https://host/v1/chat/completions', 'models')).toBe(
      'https://host/v1/models',
    );
    expect(endpointUrl('ollama', null, 'models')).toBe('http://127.0.0.1:11434/api/tags');
  });

  const pathPart = fc.constantFrom(
    'v1',
    'v2',
    'api',
    'chat',
    'completions',
    'models',
    'x',
    '',
    '%23',
  );
  const base = fc
    .tuple(
      fc.constantFrom(
        'https://host',
        'http://127.0.0.1:8080',
        'HTTP://[::1]',
        'https://chat',
        'https://v2',
      ),
      fc.array(pathPart, { maxLength: 6 }),
    )
    .map(([origin, parts]) => [origin, ...parts].join('/'));
  const provider = fc.constantFrom(...providerIds);

  test('a request never leaves the host that the base URL names', () => {
    fc.assert(
      fc.property(provider, base, (id, url) => {
        const built = new URL(endpointUrl(id, url, 'generate', { model: 'm' }) ?? '');
        expect(built.host).toBe(new URL(url).host);
        expect(built.protocol).toBe(new URL(url).protocol);
      }),
    );
  });

  test('pasting back what the preview shows changes nothing', () => {
    fc.assert(
      fc.property(provider, base, (id, url) => {
        const once = requestBaseUrl(id, url);
        expect(requestBaseUrl(id, once)).toBe(once);
        if (id === 'google') return;
        const preview = endpointUrl(id, url, 'generate');
        expect(endpointUrl(id, preview, 'generate')).toBe(preview);
      }),
    );
  });

  test('any text at all gives an http URL or null', () => {
    fc.assert(
      fc.property(provider, fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (id, text) => {
        const url = endpointUrl(id, text, 'generate', { model: 'm' });
        if (url !== null) expect(url).toMatch(/^https?:\/\/[^/@]+\//);
      }),
    );
  });
});

describe('the base URL in force', () => {
  test('is the provider’s when none is given', () => {
    expect(effectiveBaseUrl('openai', null)).toBe('https://api.openai.com/v1');
    expect(effectiveBaseUrl('openai', ' ')).toBe('https://api.openai.com/v1');
    expect(effectiveBaseUrl('custom', null)).toBeNull();
  });

  test('is the given one without slashes at the end', () => {
    expect(effectiveBaseUrl('openai', ' https://proxy/v1// ')).toBe('https://proxy/v1');
  });
});

describe('a base URL is accepted', () => {
  test.each([
    'https://api.example.com/v1',
    'HTTPS://API.EXAMPLE.COM/v1',
    'https://host/@scope/v1',
    'https://host/a%3Fb%23c',
    'https://bücher.example/v1',
    'http://localhost:11434',
    'http://LOCALHOST:11434',
    'http://localhost./v1',
    'http://api.localhost:3000',
    'http://127.1:8080',
    'http://127.8.8.8',
    'http://[::1]:8080/v1',
    'http://0.0.0.0:11434',
    'http://10.0.0.7',
    'http://172.16.0.1',
    'http://172.31.255.255',
    'http://192.168.1.20:8000/v1',
    'http://169.254.1.1',
    'http://[fd12:3456::1]/v1',
    'http://[fe80::1]',
    'http://nas.local',
    'http://openai.keywell.invalid/v1',
  ])('%s', (url) => {
    expect(baseUrlProblem('custom', url, false)).toBeNull();
  });

  test('with plain http anywhere, once the person allows it', () => {
    expect(baseUrlProblem('custom', 'http://example.com/v1', true)).toBeNull();
  });

  test('when it is left out where the provider has one', () => {
    expect(baseUrlProblem('ollama', null, false)).toBeNull();
    expect(baseUrlProblem('openai', '', false)).toBeNull();
  });
});

describe('a base URL is refused', () => {
  test.each([
    [null, /Enter the base URL/],
    ['  ', /Enter the base URL/],
    ['example.com/v1', /not a complete URL/],
    ['localhost:11434', /not a complete URL/],
    ['https://', /not a complete URL/],
    ['https:/example.com', /not a complete URL/],
    ['https://host:99999', /not a complete URL/],
    ['//host/v1', /not a complete URL/],
    ['https://ho st/v1', /no spaces/],
    ['https://host/v1\nhttps://evil.example', /no spaces/],
    ['https://ho\tst', /no spaces/],
    ['ftp://host/v1', /not ftp/],
    ['file:///etc/passwd', /not file/],
    ['https://user:pass@host', /user name or password/],
    ['https://user@host', /user name or password/],
    ['https://:pass@host', /user name or password/],
    ['https://@host', /user name or password/],
    ['https:///user:pass@host', /user name or password/],
    ['https://\\user:pass@host', /user name or password/],
    ['https://user%40x@host', /user name or password/],
    ['https://host/v1?key=x', /from "\?" on/],
    ['https://host/v1?', /from "\?" on/],
    ['https://host/v1#x', /from "#" on/],
    ['http://example.com', /unencrypted/],
    ['HTTP://example.com', /unencrypted/],
    ['http://10.0.0.1.example.com', /unencrypted/],
    ['http://localhost.example.com', /unencrypted/],
    ['http://127.0.0.1.example.com', /unencrypted/],
    ['http://172.32.0.1', /unencrypted/],
    ['http://192.169.0.1', /unencrypted/],
    ['http://[2001:db8::1]', /unencrypted/],
    ['http://[fc::1]', /unencrypted/],
    ['http://fd00.example', /unencrypted/],
    ['http://8.8.8.8', /unencrypted/],
    ['http://nas', /unencrypted/],
  ])('%j', (url, sentence) => {
    expect(baseUrlProblem('custom', url, false)).toMatch(sentence);
  });

  test('credentials, query and fragment also when plain http is allowed', () => {
    for (const url of ['http://u:p@example.com', 'http://example.com?k', 'http://example.com#k']) {
      expect(baseUrlProblem('custom', url, true)).not.toBeNull();
    }
  });

  test('an accepted one always yields a request URL, without credentials or fragment', () => {
    const near = fc.tuple(
      fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:///', 'ftp://', ''),
      fc.constantFrom('', 'u:p@', '@', '\\'),
      fc.constantFrom('host', '127.0.0.1', '[::1]', 'ho st', ''),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(near, fc.boolean(), (parts, allow) => {
        const text = parts.join('');
        fc.pre(baseUrlProblem('custom', text, allow) === null);
        const built = endpointUrl('custom', text, 'generate') ?? '';
        expect(new URL(built).username + new URL(built).password).toBe('');
        expect(built).toMatch(/^https?:\/\/[^/@?#]+\/[^?#]*$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('this machine', () => {
  test.each(['localhost', 'LOCALHOST', 'a.localhost', '127.0.0.1', '127.255.0.3', '::1', '[::1]'])(
    '%s is loopback',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  test.each([
    'localhost.example',
    'notlocalhost',
    '128.0.0.1',
    '10.0.0.1',
    '127.0.0.1.example',
    '::2',
    '',
  ])('%j is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  test('is recognised in a URL', () => {
    expect(isLoopbackUrl('http://0x7f000001:11434')).toBe(true);
    expect(isLoopbackUrl('http://192.168.0.2:11434')).toBe(false);
    expect(isLoopbackUrl('http://127.0.0.1@example.com')).toBe(false);
    expect(isLoopbackUrl('nonsense')).toBe(false);
    expect(isLoopbackUrl(null)).toBe(false);
  });
});

test('simulated providers answer under their reserved name alone', () => {
  expect(isSimulatedUrl('https://openai.keywell.invalid/v1')).toBe(true);
  expect(isSimulatedUrl('https://OPENAI.KEYWELL.INVALID./v1')).toBe(true);
  expect(isSimulatedUrl('https://keywell.invalid.example.com')).toBe(false);
  expect(isSimulatedUrl('https://evilkeywell.invalid')).toBe(false);
  expect(isSimulatedUrl('https://example.com/a.keywell.invalid')).toBe(false);
  expect(isSimulatedUrl(null)).toBe(false);
});
