import { Agent, type Dispatcher } from 'undici';
import type { ConnectionTrace } from './connection-trace.ts';
import { connector } from './connector.ts';
import { WaitingRooms } from './waiting-rooms.ts';

/**
 * Undici's own timeouts are off, so that the configuration's rule: undici gives up on headers and between chunks after
 * 300 s, sooner than a large local model loads. No HTTP/2: stopping a run closes its socket, which must then carry
 * nothing else.
 */
const options = { allowH2: false, headersTimeout: 0, bodyTimeout: 0 } as const;
const rooms = new WaitingRooms();
const onSocket: Parameters<typeof connector>[0]['onSocket'] = (socket, origin) =>
  rooms.add(origin, socket);

/** One pool of connections for all providers. */
const pool = new Agent({ ...options, connect: connector({ onSocket }) });

interface RequestWatch {
  readonly url: string;
  /** Has fired when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** A connection is there and the request is about to be written to it. */
  readonly onConnected: () => void;
  /** The answer is a redirect to `location`. */
  readonly onRedirect: (location: string) => void;
  /** Where there is one, the request gets a connection of its own. */
  readonly trace: ConnectionTrace | undefined;
}

/**
 * The pool, telling of one request what fetch does not, and closing what is still connecting when the request is
 * aborted: undici would go on connecting for nobody.
 */
export function dispatcherFor({
  url,
  signal,
  onConnected,
  onRedirect,
  trace,
}: RequestWatch): Dispatcher {
  const leave = rooms.enter(new URL(url).origin);
  signal.addEventListener('abort', leave, { once: true });
  const connections = trace === undefined ? pool : ownConnection(trace, signal);
  return connections.compose(
    (dispatch) => (requestOptions, handler) =>
      dispatch(requestOptions, {
        onRequestStart(controller, context) {
          leave();
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
        onResponseError(...event) {
          leave();
          handler.onResponseError?.(...event);
        },
        onBodySent: (...event) => handler.onBodySent?.(...event),
        onRequestSent: () => handler.onRequestSent?.(),
      }),
  );
}

function ownConnection(trace: ConnectionTrace, signal: AbortSignal): Agent {
  const own = new Agent({ ...options, connect: connector({ onSocket, trace }) });
  signal.addEventListener('abort', () => void own.destroy().catch(() => undefined), {
    once: true,
  });
  return own;
}
