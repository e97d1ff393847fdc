import { Agent, type Dispatcher } from 'undici';
import type { ConnectionTrace } from './connection-trace.ts';
import { tracedConnector } from './traced-connector.ts';

/**
 * One pool of connections for all providers. Its own timeouts are off, so that the configuration's rule: undici gives
 * up on headers and between chunks after 300 s, sooner than a large local model loads. No HTTP/2: stopping a run
 * closes its socket, which must then carry nothing else.
 */
const options = { allowH2: false, headersTimeout: 0, bodyTimeout: 0 } as const;
const agent = new Agent({ ...options, connect: { timeout: 0 } });

function tracedAgent(trace: ConnectionTrace, signal: AbortSignal): Agent {
  const own = new Agent({ ...options, connect: tracedConnector(trace, signal) });
  signal.addEventListener('abort', () => void own.destroy().catch(() => undefined), { once: true });
  return own;
}

interface ConnectionEvents {
  /** A connection is there and the request is about to be written to it. */
  readonly onConnected: () => void;
  /** The answer is a redirect to `location`. */
  readonly onRedirect: (location: string) => void;
}

/**
 * The pool, telling of one request what fetch does not. One that is traced gets a connection of its own, which ends
 * with `signal`.
 */
export function dispatcherFor(
  { onConnected, onRedirect }: ConnectionEvents,
  trace: ConnectionTrace | undefined,
  signal: AbortSignal,
): Dispatcher {
  return (trace === undefined ? agent : tracedAgent(trace, signal)).compose(
    (dispatch) => (options, handler) =>
      dispatch(options, {
        onRequestStart(controller, context) {
          onConnected();
          handler.onRequestStart?.(controller, context);
        },
        onRequestUpgrade: (...event) => handler.onRequestUpgrade?.(...event),
        onResponseStarted: () => handler.onResponseStarted?.(),
        onResponseStart(controller, status, headers, statusText) {
          const { location } = headers;
          if (status >= 300 && status < 400 && typeof location === 'string') onRedirect(location);
          handler.onResponseStart?.(controller, status, headers, statusText);
        },
        onResponseData: (...event) => handler.onResponseData?.(...event),
        onResponseEnd: (...event) => handler.onResponseEnd?.(...event),
        onResponseError: (...event) => handler.onResponseError?.(...event),
        onBodySent: (...event) => handler.onBodySent?.(...event),
        onRequestSent: () => handler.onRequestSent?.(),
      }),
  );
}
