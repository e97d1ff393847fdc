/** What goes wrong when an Ollama server is managed, as sentences. */
import { AppError } from '#shared/errors.ts';
import { nameOf, type ProviderCall } from './provider-call.ts';
import { wordsOf } from './provider-words.ts';
import { inSeconds } from './seconds.ts';

type Call = Pick<ProviderCall, 'provider' | 'url' | 'model'>;

/** What was thrown for a request of management, in the words that fit it: those of a run speak of answers and configurations. */
export function managementFailure(call: Call, error: unknown): AppError {
  // What cannot be parsed, or is too long, is no answer of Ollama's.
  if (!(error instanceof AppError)) return nonsense(call);
  const who = nameOf(call);
  const { code, data } = error;
  switch (code) {
    case 'answer-malformed':
      return nonsense(call);
    case 'stream-broken':
      return new AppError(
        code,
        `The connection to ${who} broke off before it had answered. Check that it still runs, then try again.`,
        data,
      );
    case 'request-rejected':
      if (data?.status === 404 || data?.status === 405) return tooOld(call, data);
      return new AppError(code, `${who} refused${inItsWords(error)}.`, data);
    case 'provider-failed':
      return new AppError(code, `${who} could not do this${inItsWords(error)}.`, data);
    default:
      return error;
  }
}

export function nonsense(call: Call): AppError {
  return new AppError(
    'answer-malformed',
    `What answers at ${new URL(call.url).host} does not speak Ollama's language. Check that it is Ollama that runs there, and its address.`,
  );
}

export function tooSlow(call: Call, deadlineMs: number): AppError {
  return new AppError(
    'timeout-first-token',
    `${nameOf(call)} did not answer within ${inSeconds(deadlineMs)}. It may be busy. Wait a little, then try again.`,
  );
}

function tooOld(call: Call, data: AppError['data']): AppError {
  return new AppError(
    'not-supported',
    `${nameOf(call)} does not know ${new URL(call.url).pathname}: it is too old for this. Update Ollama, then try again.`,
    data,
  );
}

const longestQuote = 300;

/** `: “model requires more system memory”`, or nothing where the server says nothing fit to be shown. */
export function inItsWords({ data }: AppError): string {
  const message = wordsOf(data?.details ?? '')
    .message?.replace(/\s+/g, ' ')
    .trim();
  if (!message) return '';
  const line = message.replace(/[.!]+$/, '');
  return `: “${line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line}”`;
}
