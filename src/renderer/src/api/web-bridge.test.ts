import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWebBridge } from './web-bridge.ts';

/** The one stream of the bridge under test, in the hands of the test. */
class StreamDouble extends EventTarget {
  static current: StreamDouble;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    StreamDouble.current = this;
  }
}

const answer = vi.fn<typeof fetch>();
const reload = vi.fn();

beforeEach(() => {
  answer.mockImplementation(async () => Response.json({ ok: true, data: 'answered' }));
  vi.stubGlobal('EventSource', StreamDouble);
  vi.stubGlobal('fetch', answer);
  vi.stubGlobal('location', { reload });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

const opens = () => StreamDouble.current.dispatchEvent(new Event('open'));
const breaks = () => StreamDouble.current.dispatchEvent(new Event('error'));

it('asks only once its events have a stream to come on, as the client of that stream', async () => {
  const outcome = createWebBridge().request('app.info', { a: 1 });
  await Promise.resolve();
  expect(answer).not.toHaveBeenCalled();

  opens();
  expect(await outcome).toEqual({ ok: true, data: 'answered' });
  const clientId = new URL(StreamDouble.current.url, 'http://x').searchParams.get('client');
  expect(answer).toHaveBeenCalledWith(
    '/api/request',
    expect.objectContaining({
      method: 'POST',
      body: '{"route":"app.info","input":{"a":1}}',
      headers: { 'content-type': 'application/json', 'x-keywell-client': clientId },
    }),
  );
});

it('says in an envelope that Keywell does not answer', async () => {
  answer.mockRejectedValue(new TypeError('network'));
  const bridge = createWebBridge();
  breaks();
  expect(await bridge.request('app.info', {})).toMatchObject({
    ok: false,
    error: { code: 'unreachable' },
  });
});

it('hands on what an event carries until it is told to stop', () => {
  const received: unknown[] = [];
  const stop = createWebBridge().on('vault.changed', (payload) => received.push(payload));
  const arrives = (data: unknown) =>
    StreamDouble.current.dispatchEvent(
      new MessageEvent('vault.changed', { data: JSON.stringify(data) }),
    );
  arrives({ mode: 'session' });
  stop();
  arrives({ mode: 'keychain' });
  expect(received).toEqual([{ mode: 'session' }]);
});

it('loads the page anew when its stream comes back, and not when it first opens', () => {
  createWebBridge();
  opens();
  expect(reload).not.toHaveBeenCalled();
  breaks();
  opens();
  expect(reload).toHaveBeenCalledOnce();
});
