import { Agent, type Dispatcher } from 'undici';

/**
 * One pool of connections for all providers. Its own timeouts are off, so that the configuration's rule: undici gives
 * up on headers and between chunks after 300 s, sooner than a large local model loads. No HTTP/2: stopping a run
 * closes its socket, which must then carry nothing else.
 */
const agent = new Agent({
  allowH2: false,
  headersTimeout: 0,
  bodyTimeout: 0,
  connect: { timeout: 0 },
});

export interface ConnectionEvents {
  /** A connection is there and the request is about to be written to it. */
  readonly onConnected: () => void;
  /** The answer is a redirect to `location`. */
  readonly onRedirect: (location: string) => void;
}

/** The pool, telling of one request what fetch does not. */
export function dispatcherFor({ onConnected, onRedirect }: ConnectionEvents): Dispatcher {
  return agent.compose(
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
