import type { Configuration } from '#shared/domain/configuration.ts';
import type { AdapterPart } from '../adapter.ts';
import { createAdapters } from '../adapters.ts';
import type { FinishPart } from '../finish-part.ts';
import { testConfiguration } from '../test-configuration.ts';

interface Answer {
  readonly text: string;
  readonly reasoning: string;
  readonly finish: FinishPart | undefined;
  /** What was thrown; null for a whole answer. */
  readonly error: unknown;
  /** The URL that was asked. */
  readonly url: string;
  /** What was sent there. */
  readonly body: unknown;
}

/** What the adapter makes of a stream that consists of `events`: objects as the wire's JSON, text as it is. */
export async function answerOf(
  fields: Pick<Configuration, 'provider'> & Partial<Configuration>,
  events: readonly (object | string)[],
): Promise<Answer> {
  const ndjson = fields.provider === 'ollama';
  const stream = events
    .map((event) => (typeof event === 'string' ? event : JSON.stringify(event)))
    .map((line) => (ndjson ? `${line}\n` : `${line.startsWith('{') ? 'data: ' : ''}${line}\n\n`))
    .join('');
  let url = '';
  let body: unknown;
  const adapterFor = createAdapters({
    async simulatedFetch(asked, init) {
      url = asked;
      body = JSON.parse(init.body ?? 'null');
      return new Response(stream);
    },
  });
  const parts: AdapterPart[] = [];
  let error: unknown = null;
  try {
    for await (const part of adapterFor(fields.provider).generate({
      configuration: testConfiguration({ baseUrl: 'https://wire.keywell.invalid/v1', ...fields }),
      key: null,
      messages: [{ role: 'user', content: 'How deep is the well?' }],
      systemPrompt: null,
      signal: new AbortController().signal,
      onConnected: () => undefined,
    })) {
      parts.push(part);
    }
  } catch (thrown) {
    error = thrown;
  }
  const joined = (type: 'text' | 'reasoning') =>
    parts.map((part) => (part.type === type ? part.delta : '')).join('');
  return {
    text: joined('text'),
    reasoning: joined('reasoning'),
    finish: parts.find((part) => part.type === 'finish'),
    error,
    url,
    body,
  };
}
