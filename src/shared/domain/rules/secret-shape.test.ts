import { describe, expect, test } from 'vitest';
import { looksLikeKey } from './secret-shape.ts';

const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Texts drawn by a small seeded generator (mulberry32), the same in every run, so that none is written down here. */
function* drawn(alphabet: string, length: number, count: number): Generator<string> {
  let state = 20_261_123;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let made = 0; made < count; made += 1) {
    yield Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
  }
}

function body(length: number): string {
  return [...drawn(base62, length, 1)].join('');
}

describe('called a key', () => {
  test.each([
    ['sk-', 20],
    ['sk-proj-', 40],
    ['sk-svcacct-', 40],
    ['sk-ant-api03-', 90],
    ['sk-or-v1-', 64],
    ['AIza', 35],
    ['AQ.', 40],
    ['gsk_', 52],
    ['xai-', 80],
    ['hf_', 34],
    ['csk-', 48],
    ['pplx-', 48],
    ['nvapi-', 64],
    ['r8_', 37],
    ['ghp_', 36],
    ['github_pat_', 60],
  ])('%s followed by %i characters, anywhere in a text', (prefix, length) => {
    const key = `${prefix}${body(length)}`;
    for (const text of [
      key,
      `"${key}"`,
      `Use ${key} for now.`,
      `KEY=${key}\n`,
      `https://host/${key}/v1`,
    ]) {
      expect(looksLikeKey(text)).toBe(true);
    }
  });

  test('a known prefix with a body of words', () => {
    expect(looksLikeKey(`${'sk-'}ant-not-a-real-key`)).toBe(true);
    expect(looksLikeKey(`${'sk-'}proj-made-up-words`)).toBe(true);
  });

  test.each([
    ['letters and digits', base62, 32],
    ['base64', `${base62}+/`, 44],
    ['URL-safe base64', `${base62}-_`, 43],
    ['small letters and digits', 'abcdefghijklmnopqrstuvwxyz0123456789', 40],
    ['capitals and digits', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 40],
    ['letters alone', base62.slice(0, 52), 40],
  ])('random %s: at most one in a hundred is missed', (_, alphabet, length) => {
    const missed = [...drawn(alphabet, length, 2_000)].filter((text) => !looksLikeKey(text));
    expect(missed.length).toBeLessThanOrEqual(20);
  });

  test('every hexadecimal text of 32 characters or more', () => {
    for (const text of drawn('0123456789abcdef', 32, 200)) {
      expect(looksLikeKey(`id ${text}`)).toBe(true);
      expect(looksLikeKey(text.toUpperCase())).toBe(true);
    }
  });
});

describe('not called a key', () => {
  test.each([
    '',
    'gpt-4o-mini-2024-07-18',
    'llama3.3:70b-instruct-q4_K_M',
    'meta-llama/Llama-4-Scout-17B-16E-Instruct',
    'meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo',
    'claude-sonnet-4-5-20250929',
    'models/gemini-2.5-flash-preview-native-audio-dialog',
    'accounts/fireworks/models/deepseek-r1-distill-qwen-32b',
    'bartowski/DeepSeek-R1-Distill-Qwen-32B-GGUF:Q4_K_M',
    'DeepSeekR1DistillQwen32BInstruct',
    'hf.co/unsloth/Qwen3-Coder-30B-A3B-Instruct-GGUF:UD-Q4_K_XL',
    'mistralai/Mixtral-8x22B-Instruct-v0.1',
    'ft:gpt-4o-2024-08-06:my-company:customer-support:AbC123xy',
    'nvidia/Llama-3.1-Nemotron-70B-Instruct-HF',
    '/home/somebody/models/qwen2.5-coder-32b-instruct-q4_k_m.gguf',
    String.raw`C:\Users\Somebody\AppData\Roaming\Keywell\registry.json`,
    'https://docs.example.com/guides/how-to-configure-openai-compatible-endpoints-in-2025/part-3',
    'https://my-resource.openai.azure.com/openai/deployments/gpt-4o/extensions',
    'https://huggingface.co/meta-llama/Llama-4-Scout-17B-16E-Instruct/tree/main',
    'https://github.com/Microsoft/TypeScript/blob/master/CONTRIBUTING.md',
    'https://medium.com/@somebody/designing-very-large-javascript-applications-6e013a3291a3',
    'Donaudampfschifffahrtsgesellschaftskapitän',
    'Rechtsschutzversicherungsgesellschaften2024',
    'Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz',
    'getConfigurationByProviderAndModelV2',
    'createUserWithEmailAndPassword2FAEnabled',
    'KEYWELL_ENCRYPTION_KEY_FOR_MANAGED_ENVIRONMENTS_V2',
    'The quick brown fox jumps over 13 lazy dogs; see Chapter 7/Section 12-b for details.',
    '7f8d2c1e-9b3a-4f6d-8e5c-1a2b3c4d5e6f',
    '2026-11-23T09:15:42.123Z',
    'Commit 19e36c3 fixed it, see 9142846 and 7312eed.',
    '================================================',
    '------------------------------------------------',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '1234567890123456789012345678901234567890',
    'sk-learn-based-classifier-pipelines-v2',
    'the desk-mounted-monitor-arm-2024 and task-oriented-dialogue-systems',
    'sk-SK',
    'AIza and sk- are how keys of two providers begin.',
    'lambda-url hosts such as kx4ndqoz3yxrs.lambda-url.eu-west-1.on.aws',
  ])('%j', (text) => {
    expect(looksLikeKey(text)).toBe(false);
  });
});
