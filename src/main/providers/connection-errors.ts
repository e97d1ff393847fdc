/** What goes wrong on the way to a provider and back, as sentences. */
import { AppError } from '#shared/errors.ts';
import { nameOf, type ProviderCall } from './provider-call.ts';
import { scrubKey } from './scrub-key.ts';
import { inSeconds } from './seconds.ts';

const certificateCode =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** `error`: what fetch threw before there was a response. */
export function connectionFailure(call: ProviderCall, error: unknown): AppError {
  const { code, message } = causeOf(error);
  const who = nameOf(call);
  const data = { details: scrubKey(message, call.key).slice(0, 4_000) };
  if (certificateCode.test(code)) {
    return new AppError(
      'certificate',
      `The certificate of ${who} is not trusted, so nothing was sent. Check the base URL, or install the certificate authority of your network.`,
      data,
    );
  }
  return new AppError('unreachable', unreachable(call, code, who), data);
}

function unreachable({ provider }: ProviderCall, code: string, who: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return provider === 'ollama'
        ? `${who} is not running. Start Ollama, or install it from https://ollama.com, then try again.`
        : `${who} refuses connections: nothing listens there. Check the port in the base URL, and that the server runs.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of ${who} was not found. Check the base URL and the network connection.`;
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return `${who} does not speak https. Check whether the base URL should start with http://.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return `${who} closed the connection without an answer. Check the base URL, or try again.`;
    default:
      return code.startsWith('HPE_') || code.startsWith('ERR_SSL_')
        ? `What answers at ${who} does not speak the protocol of the base URL. Check whether it should start with http:// or https://.`
        : `${who} cannot be reached. Check the base URL and the network connection, then try again.`;
  }
}

export function connectTimedOut(call: ProviderCall, timeoutMs: number): AppError {
  return new AppError(
    'timeout-connect',
    `${nameOf(call)} did not accept a connection within ${inSeconds(timeoutMs)} (the connect timeout). Check the base URL and the network, or raise the timeout in the configuration.`,
  );
}

/** Names where the redirect leads, without a query, which may hold anything. */
export function redirected(call: ProviderCall, location: string): AppError {
  const target = URL.canParse(location, call.url) ? new URL(location, call.url) : null;
  const to = target === null ? 'elsewhere' : `to ${target.origin}${target.pathname}`;
  return new AppError(
    'redirected',
    scrubKey(
      `${nameOf(call)} redirects ${to}. Keywell did not follow, because the key would go along. If that address is right, enter it as the base URL.`,
      call.key,
    ),
  );
}

/** `error`: what reading the body threw. Once `signal` has fired, its reason. */
export function streamBroken(call: ProviderCall, signal: AbortSignal, error: unknown): unknown {
  if (signal.aborted) return signal.reason;
  return new AppError(
    'stream-broken',
    `The connection to ${nameOf(call)} broke off in the middle of the answer. What had arrived is kept. Run again for a whole answer.`,
    { details: scrubKey(causeOf(error).message, call.key).slice(0, 4_000) },
  );
}

/** The innermost error: fetch wraps the one that tells. */
function causeOf(error: unknown): { readonly code: string; readonly message: string } {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  if (!(current instanceof Error)) return { code: '', message: String(current) };
  const code = 'code' in current && typeof current.code === 'string' ? current.code : '';
  // Several addresses of one host fail as an AggregateError without a message of its own.
  const message =
    current.message || (current instanceof AggregateError ? String(current.errors) : code);
  return { code, message };
}
