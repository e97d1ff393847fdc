import type { ErrorShape, Result } from '#shared/errors.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { eventNames } from '#shared/ipc/events.ts';

const lost: ErrorShape = {
  code: 'unreachable',
  message: 'Keywell does not answer. Start it again, then reload this page.',
};

/**
 * The bridge of the web host: requests are POSTs, events one server-sent stream. Each page load is a client of
 * its own, so that a run is cancelled when its page goes away.
 *
 * A stream that broke off and came back has missed events, and the runs of its client are over: the page is
 * loaded anew, which is to say that it becomes another client and asks for everything.
 */
export function createWebBridge(): Bridge {
  const clientId = crypto.randomUUID();
  const source = new EventSource(`/api/events?client=${clientId}`);
  const opened = new Promise<void>((resolve) => {
    source.addEventListener('open', () => resolve(), { once: true });
    source.addEventListener('error', () => resolve(), { once: true });
  });
  let openedBefore = false;
  source.addEventListener('open', () => {
    if (openedBefore) location.reload();
    openedBefore = true;
  });

  return {
    async request(route, input) {
      // A run's first events must not be sent before there is a stream to send them on.
      await opened;
      try {
        const response = await fetch('/api/request', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-keywell-client': clientId },
          body: JSON.stringify({ route, input }),
        });
        return (await response.json()) as Result<unknown>;
      } catch {
        return { ok: false, error: lost };
      }
    },
    on(event, listener) {
      if (!(eventNames as readonly string[]).includes(event))
        throw new Error(`No such event: ${event}`);
      const receive = (message: MessageEvent<string>) => listener(JSON.parse(message.data));
      source.addEventListener(event, receive);
      return () => source.removeEventListener(event, receive);
    },
  };
}
