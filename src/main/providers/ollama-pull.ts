import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import { appErrorIn } from './generation-call.ts';
import type { OllamaRequest } from './ollama-api.ts';
import { inItsWords, managementFailure, nonsense } from './ollama-failures.ts';
import { checkedLines } from './ollama-lines.ts';
import { ollamaCall, ollamaClient } from './ollama-request.ts';
import { type PullLine, pullLineShape } from './ollama-shapes.ts';
import { nameOf, type ProviderCall, type SimulatedFetch } from './provider-call.ts';
import { failureInStream } from './provider-errors.ts';
import { scrubbed } from './scrub-key.ts';
import { inSeconds } from './seconds.ts';

interface PullParts extends OllamaRequest {
  /** With the registry's host in front where it is another than Ollama's. */
  readonly name: string;
  /** Lets the server speak to the registry without TLS, or with a certificate that nobody vouches for. */
  readonly insecure: boolean;
  readonly clock: Pick<Clock, 'after'>;
  readonly simulatedFetch: SimulatedFetch;
}

/**
 * The longest silence of a server, in milliseconds. While it downloads it speaks many times a second, whether or not it
 * gets on; while it compares gigabytes with their digest it says nothing.
 */
const silences = { usually: 60_000, verifying: 900_000 } as const;

/**
 * Pulls a model, and yields what the server says, line by line; returns once it has said that all is there. Closing
 * the connection is how a pull is cancelled; pulling again goes on where it stopped.
 *
 * Throws `model-unknown`, `disk-full`, `not-supported`, `provider-failed`, each with the server's own words, or what
 * tells of the connection: the server's, `unreachable`, `timeout-…`, `stream-broken`; and `registry-unreachable`, where
 * it is the server that cannot reach the registry.
 */
export async function* pullModel({
  endpoint,
  name,
  insecure,
  signal,
  clock,
  simulatedFetch,
}: PullParts): AsyncGenerator<PullLine> {
  const ended = new AbortController();
  const call = ollamaCall({
    endpoint,
    path: '/api/pull',
    model: name,
    signal: AbortSignal.any([signal, ended.signal]),
    simulatedFetch,
    onConnected: () => expectWithin(silences.usually),
  });
  let relax = () => {};
  const expectWithin = (milliseconds: number) => {
    relax();
    relax = clock.after(milliseconds, () => ended.abort(fellSilent(call, milliseconds)));
  };
  try {
    const client = ollamaClient(
      call,
      endpoint,
      ({ body }) => body?.pipeThrough(checkedLines(call, lineFailures)) ?? null,
    );
    for await (const given of await client.pull({ model: name, insecure, stream: true })) {
      const line = pullLineShape.parse(scrubbed(given, endpoint.key));
      expectWithin(line.status.startsWith('verifying') ? silences.verifying : silences.usually);
      yield line;
    }
  } catch (error) {
    if (call.signal.aborted) throw call.signal.reason;
    throw pullFailure(call, error);
  } finally {
    relax();
    // Whoever stops reading has let go of the pull.
    ended.abort();
  }
}

function pullFailure(call: ProviderCall, error: unknown): AppError {
  const known = appErrorIn(error);
  if (known === undefined) {
    // The package's own complaint is that the line which says `success` never came.
    const complaint = error instanceof Error && error.message.startsWith('Did not receive');
    return complaint ? endedEarly(call) : nonsense(call);
  }
  switch (known.code) {
    case 'stream-broken':
    case 'answer-malformed':
    case 'request-rejected':
      return managementFailure(call, known);
    case 'model-unknown':
    case 'provider-failed':
      // One that came in a line has its words already.
      return known.data?.status === undefined ? known : pullRefusal(call, known);
    default:
      return known;
  }
}

const lineFailures = {
  unreadable: nonsense,
  reported: (call: ProviderCall, line: object) => pullRefusal(call, failureInStream(call, line)),
};

/** What the server could not get at the registry, for reasons that may pass. */
const registryTrouble =
  /no such host|dial tcp|connection (?:reset|refused)|i\/o timeout|TLS handshake timeout|unexpected EOF|max retries exceeded|context deadline|temporary failure|: 5\d\d\b/i;

/** The error for a line in which the server reports that the pull has failed. */
function pullRefusal(call: ProviderCall, error: AppError): AppError {
  const who = nameOf(call);
  const what = `"${call.model}"`;
  const said = error.data?.details ?? '';
  const words = inItsWords(error);
  if (/no space left on device|not enough space|disk full/i.test(said)) {
    return new AppError(
      'disk-full',
      `The disk of ${who} is full${words}. Make room there, for example by deleting a model, then resume: what was downloaded is kept.`,
      error.data,
    );
  }
  if (/requires a newer version/i.test(said)) {
    return new AppError(
      'not-supported',
      `${who} is too old for ${what}${words}. Update Ollama, then resume.`,
      error.data,
    );
  }
  if (/file does not exist|manifest unknown|not found|invalid model name/i.test(said)) {
    return new AppError(
      'model-unknown',
      `${who} does not find ${what}${words}. Check the name and the tag.`,
      error.data,
    );
  }
  if (registryTrouble.test(said)) {
    return new AppError(
      'registry-unreachable',
      `${who} cannot reach the registry${words}. Check its network connection, then resume.`,
      error.data,
    );
  }
  return new AppError('provider-failed', `${who} could not pull ${what}${words}.`, error.data);
}

function endedEarly(call: ProviderCall): AppError {
  return new AppError(
    'stream-broken',
    `${nameOf(call)} ended the connection before the pull was done. Check that it still runs, then resume.`,
  );
}

function fellSilent(call: ProviderCall, milliseconds: number): AppError {
  return new AppError(
    'timeout-idle',
    `${nameOf(call)} said nothing for ${inSeconds(milliseconds)}. Check that it still runs, then resume.`,
  );
}
