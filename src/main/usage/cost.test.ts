import { describe, expect, test } from 'vitest';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { Price, Usage } from '#shared/domain/run.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { type CostBasis, costOf } from './cost.ts';
import { priceList } from './price-list.ts';

/** US dollars for a number of tokens at a price for a million of them. */
const at = (perMillion: number, tokens: number) => (tokens * perMillion) / 1_000_000;

function usage(given: Partial<Usage>): Usage {
  return {
    inputTokens: 1_000,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: 100,
    reasoningTokens: null,
    totalTokens: null,
    source: 'provider',
    ...given,
  };
}

function basis(
  configuration: Partial<Configuration> & Pick<Configuration, 'provider' | 'model'>,
  given: Partial<Usage> = {},
  rest: Partial<CostBasis> = {},
): CostBasis {
  return {
    configuration: { baseUrl: null, ...configuration },
    usage: usage(given),
    costUsd: null,
    billed: null,
    startedAt: new Date('2026-11-23T09:00:00Z'),
    ...rest,
  };
}

async function known(given: CostBasis): Promise<{ readonly usd: number; readonly price: Price }> {
  const cost = await costOf(given);
  if (cost.kind !== 'known') throw new Error(`The cost is ${cost.kind}.`);
  return cost;
}

describe('the cost of a run, worked out by hand', () => {
  test('OpenAI: cached input is a cheaper part of the input, reasoning is output', async () => {
    const { usd, price } = await known(
      basis(
        { provider: 'openai', model: 'gpt-5' },
        {
          inputTokens: 10_000,
          cachedInputTokens: 6_000,
          outputTokens: 2_000,
          reasoningTokens: 1_500,
        },
      ),
    );
    expect(usd).toBeCloseTo(at(1.25, 4_000) + at(0.125, 6_000) + at(10, 2_000), 12);
    expect(usd).toBeCloseTo(0.025_75, 12);
    expect(price).toEqual({
      source: 'list',
      list: 'genai-prices 0.1.8',
      listDate: '2026-09-23',
      listedAs: 'openai/gpt-5',
      perMillion: {
        input: 1.25,
        cachedInput: 0.125,
        cacheWrite: null,
        output: 10,
        reasoning: null,
      },
      perRequest: null,
    });
  });

  test('Anthropic: what is read from the cache and written to it have prices of their own', async () => {
    // On the wire: input_tokens 2,000, cache_read_input_tokens 30,000, cache_creation_input_tokens 8,000.
    const { usd, price } = await known(
      basis(
        { provider: 'anthropic', model: 'claude-sonnet-4-5' },
        {
          inputTokens: 40_000,
          cachedInputTokens: 30_000,
          cacheWriteTokens: 8_000,
          outputTokens: 1_200,
        },
      ),
    );
    expect(usd).toBeCloseTo(at(3, 2_000) + at(0.3, 30_000) + at(3.75, 8_000) + at(15, 1_200), 12);
    expect(usd).toBeCloseTo(0.063, 12);
    expect(price).toMatchObject({
      listedAs: 'anthropic/claude-sonnet-4-5',
      perMillion: { input: 3, cachedInput: 0.3, cacheWrite: 3.75, output: 15 },
    });
  });

  test('Anthropic: past 200,000 tokens of input, cached or not, all of the run is dearer', async () => {
    const { usd, price } = await known(
      basis(
        { provider: 'anthropic', model: 'claude-sonnet-4-5' },
        { inputTokens: 250_000, cachedInputTokens: 240_000, outputTokens: 1_000 },
      ),
    );
    expect(usd).toBeCloseTo(at(6, 10_000) + at(0.6, 240_000) + at(22.5, 1_000), 12);
    expect(usd).toBeCloseTo(0.226_5, 12);
    expect(price).toMatchObject({ perMillion: { input: 6, cachedInput: 0.6, output: 22.5 } });
  });

  test('Gemini: cached is a part of the input, thoughts are output', async () => {
    // On the wire: promptTokenCount 5,000, cachedContentTokenCount 4,000, candidatesTokenCount 500, thoughtsTokenCount 1,500.
    const figures = {
      inputTokens: 5_000,
      cachedInputTokens: 4_000,
      outputTokens: 2_000,
      reasoningTokens: 1_500,
    };
    for (const model of ['gemini-2.5-pro', 'models/gemini-2.5-pro']) {
      const { usd } = await known(basis({ provider: 'google', model }, figures));
      expect(usd).toBeCloseTo(at(1.25, 1_000) + at(0.125, 4_000) + at(10, 2_000), 12);
      expect(usd).toBeCloseTo(0.021_75, 12);
    }
  });

  test('Mistral', async () => {
    const { usd } = await known(
      basis(
        { provider: 'mistral', model: 'magistral-medium-latest' },
        { inputTokens: 3_000, outputTokens: 1_000 },
      ),
    );
    expect(usd).toBeCloseTo(at(2, 3_000) + at(5, 1_000), 12);
    expect(usd).toBeCloseTo(0.011, 12);
  });

  test('Cohere: what it bills counts, not the tokens there were', async () => {
    const { usd } = await known(
      basis(
        { provider: 'cohere', model: 'command-a-03-2025' },
        { inputTokens: 1_500, cachedInputTokens: 1_100, outputTokens: 260, reasoningTokens: 40 },
        { billed: { inputTokens: 900, outputTokens: 200 } },
      ),
    );
    expect(usd).toBeCloseTo(at(2.5, 900) + at(10, 200), 12);
    expect(usd).toBeCloseTo(0.004_25, 12);
  });

  test('an endpoint that speaks OpenAI’s language has its own prices, also one for each request', async () => {
    const groq = basis(
      {
        provider: 'custom',
        baseUrl: 'https://api.groq.com/openai/v1',
        model: 'llama-3.3-70b-versatile',
      },
      { inputTokens: 1_000, outputTokens: 500 },
    );
    expect((await known(groq)).usd).toBeCloseTo(at(0.59, 1_000) + at(0.79, 500), 12);
    const perplexity = basis(
      { provider: 'custom', baseUrl: 'https://api.perplexity.ai', model: 'sonar' },
      { inputTokens: 1_000, outputTokens: 1_000 },
    );
    const { usd, price } = await known(perplexity);
    expect(usd).toBeCloseTo(at(1, 1_000) + at(1, 1_000) + 0.012, 12);
    expect(price).toMatchObject({ perRequest: 0.012 });
  });

  test('the provider’s own word comes before the list, also when it is nothing', async () => {
    const openRouter = {
      provider: 'custom',
      baseUrl: 'https://openrouter.ai/api/v1',
      model: 'openai/gpt-5',
    } as const;
    for (const costUsd of [0.001_23, 0]) {
      expect(await costOf(basis(openRouter, {}, { costUsd }))).toEqual({
        kind: 'known',
        usd: costUsd,
        price: { source: 'provider' },
      });
    }
  });
});

describe('without a price there is no figure, and never a zero', () => {
  const openai = { provider: 'openai', model: 'gpt-5' } as const;
  test.each<[string, CostBasis]>([
    ['a model that nobody knows', basis({ provider: 'openai', model: 'gpt-of-next-year' })],
    ['an endpoint that nobody knows', basis({ ...openai, baseUrl: 'https://proxy.example/v1' })],
    [
      'a known model behind an endpoint that nobody knows',
      basis({ provider: 'custom', baseUrl: 'https://models.example.com/v1', model: 'gpt-5' }),
    ],
    [
      'a model that is listed without a price',
      basis({
        provider: 'custom',
        baseUrl: 'https://openrouter.ai/api/v1',
        model: 'meta-llama/llama-3.3-70b-instruct:free',
      }),
    ],
    [
      'a model that charges for more than Keywell is told of',
      basis({
        provider: 'custom',
        baseUrl: 'https://api.perplexity.ai',
        model: 'sonar-deep-research',
      }),
    ],
    ['tokens that were estimated', basis(openai, { source: 'estimated' })],
    ['no tokens at all', basis(openai, { inputTokens: 0, outputTokens: 0 })],
    ['an input that was not counted', basis(openai, { inputTokens: null })],
    ['an output that was not counted', basis(openai, { outputTokens: null })],
    [
      'figures that contradict each other',
      basis(openai, { inputTokens: 10, cachedInputTokens: 20 }),
    ],
    ['Ollama on another machine', ollama('http://gpu-box.local:11434')],
    ['an Ollama model that runs elsewhere', ollama(null, 'gpt-oss:120b-cloud')],
    ['another one', ollama(null, 'glm-4.6:cloud')],
    [
      'a server on this machine that may pass on to anybody',
      basis({ provider: 'custom', baseUrl: 'http://127.0.0.1:4000/v1', model: 'gpt-5' }),
    ],
  ])('%s', async (_what, given) => {
    expect(await costOf(given)).toEqual({ kind: 'unknown' });
  });

  test('what runs on this machine says so, and what is simulated too', async () => {
    expect(await costOf(ollama(null))).toEqual({ kind: 'local' });
    expect(await costOf(ollama('http://localhost:11434'))).toEqual({ kind: 'local' });
    const simulated = { provider: 'openai', model: 'gpt-5', baseUrl: 'https://a.keywell.invalid' };
    expect(await costOf(basis({ ...simulated, provider: 'openai' }, {}, { costUsd: 1 }))).toEqual({
      kind: 'simulated',
    });
  });

  function ollama(baseUrl: string | null, model = 'llama3.2'): CostBasis {
    return basis({ provider: 'ollama', baseUrl, model });
  }
});

test('the list that a price names is the one that Keywell comes with', () => {
  expect(priceList.name).toBe(`genai-prices ${manifest.dependencies['@pydantic/genai-prices']}`);
});
