import { expect, test } from 'vitest';
import { AppError, type ErrorData } from '#shared/errors.ts';
import { ProviderError } from '../providers/provider-errors.ts';
import { retrying } from './retrying.ts';
import { TestClock } from './test-clock.ts';

type Code = ConstructorParameters<typeof ProviderError>[0];

function refusal(code: Code, data: ErrorData = {}, shouldRetry: boolean | null = null) {
  return new ProviderError(code, 'The provider refused.', data, shouldRetry);
}

/** Tries that end as `ends` says, one after the other, on a clock that runs out each wait at once. */
async function outcome(...ends: readonly (readonly string[] | Error)[]) {
  const clock = new TestClock();
  const waits: number[] = [];
  let tries = 0;
  const parts: string[] = [];
  const attempt = async function* () {
    const end = ends[tries] ?? [];
    tries += 1;
    if (end instanceof Error) throw end;
    for (const part of end) {
      if (part === 'break') throw refusal('overloaded');
      yield part;
    }
  };
  let error: unknown = null;
  try {
    for await (const part of retrying(attempt, {
      clock,
      signal: new AbortController().signal,
      onWait(wait) {
        waits.push(wait);
        queueMicrotask(() => clock.advance(wait));
      },
      onRetry: () => undefined,
    })) {
      parts.push(part);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { parts, error, waits, tries };
}

test('waits as long as the provider asks, then tries again', async () => {
  expect(await outcome(refusal('rate-limited', { retryAfterMs: 8_000 }), ['a', 'b'])).toEqual({
    parts: ['a', 'b'],
    error: null,
    waits: [8_000],
    tries: 2,
  });
});

test('where the provider does not say, waits a little, and longer before the last try', async () => {
  const last = refusal('overloaded');
  const tried = await outcome(refusal('overloaded'), refusal('overloaded'), last, ['never']);
  expect(tried).toEqual({ parts: [], error: last, waits: [1_000, 4_000], tries: 3 });
});

test('never waits longer than a minute in all', async () => {
  const tooLong = refusal('rate-limited', { retryAfterMs: 60_001 });
  expect(await outcome(tooLong, ['never'])).toMatchObject({ error: tooLong, waits: [] });
  const second = refusal('rate-limited', { retryAfterMs: 30_001 });
  expect(
    await outcome(refusal('rate-limited', { retryAfterMs: 30_000 }), second, ['never']),
  ).toMatchObject({ error: second, waits: [30_000], tries: 2 });
});

test('never tries again once anything of the answer has come', async () => {
  expect(await outcome(['a', 'break'], ['never'])).toMatchObject({
    parts: ['a'],
    error: { code: 'overloaded' },
    tries: 1,
  });
});

test.each<Code>([
  'quota-exceeded',
  'key-rejected',
  'key-absent',
  'model-unknown',
  'context-too-long',
  'parameter-not-supported',
  'request-rejected',
  'provider-failed',
])('never tries again after %s', async (code) => {
  expect(await outcome(refusal(code), ['never'])).toMatchObject({ error: { code }, tries: 1 });
});

test('the provider’s word on another try counts, but not where waiting changes nothing', async () => {
  expect(await outcome(refusal('overloaded', {}, false), ['never'])).toMatchObject({ tries: 1 });
  expect(await outcome(refusal('provider-failed', {}, true), ['a'])).toMatchObject({ tries: 2 });
  expect(await outcome(refusal('quota-exceeded', {}, true), ['never'])).toMatchObject({ tries: 1 });
});

test('what is not the provider’s refusal is not tried again', async () => {
  const unreachable = new AppError('unreachable', 'Nothing listens there.');
  expect(await outcome(unreachable, ['never'])).toMatchObject({ error: unreachable, tries: 1 });
});
