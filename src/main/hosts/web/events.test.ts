import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { FakeCore } from '../testing/fake-core.ts';
import { makeRendererFolder } from '../testing/renderer-folder.ts';
import { startWebHost, type WebHost } from './server.ts';
import { HttpClient } from './testing/http-client.ts';

const renderer = makeRendererFolder();
afterAll(renderer.remove);

let core: FakeCore;
let host: WebHost;
let client: HttpClient;

beforeEach(async () => {
  core = new FakeCore();
  host = await startWebHost({
    core,
    rendererFolder: renderer.path,
    port: 0,
    log: { error: () => undefined },
  });
  client = new HttpClient(host);
  await client.signIn();
});
afterEach(() => host.close());

it('come to the client they are for, in order, and to no other', async () => {
  const [mine, other] = [randomUUID(), randomUUID()];
  const [myEvents, otherEvents] = [await client.listen(mine), await client.listen(other)];
  core.emit(mine, 'generation.event', { seq: 0, delta: 'line\nbreak' });
  core.emit(mine, 'generation.event', { seq: 1 });
  core.emit(null, 'vault.changed', { mode: 'session' });

  expect(await myEvents.next()).toEqual({
    event: 'generation.event',
    data: { seq: 0, delta: 'line\nbreak' },
  });
  expect(await myEvents.next()).toEqual({ event: 'generation.event', data: { seq: 1 } });
  expect(await myEvents.next()).toEqual({ event: 'vault.changed', data: { mode: 'session' } });
  expect(await otherEvents.next()).toEqual({ event: 'vault.changed', data: { mode: 'session' } });
});

it('come as a stream that nothing keeps or sniffs', async () => {
  const { response } = await client.listen(randomUUID());
  expect(response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

it('end the client when its stream is closed', async () => {
  const clientId = randomUUID();
  const events = await client.listen(clientId);
  events.close();
  await core.untilDropped(clientId);
  expect(core.dropped).toEqual([clientId]);
});

it('leave a client alone while its stream is open', async () => {
  const clientId = randomUUID();
  await client.listen(clientId);
  await client.post(clientId, JSON.stringify({ route: 'app.info', input: {} }));
  expect(core.dropped).toEqual([]);
});

it('go to the newer of two streams of one client; the older ends, and what it had begun', async () => {
  const clientId = randomUUID();
  const older = await client.listen(clientId);
  const newer = await client.listen(clientId);
  expect(await older.next()).toBeNull();
  expect(core.dropped).toEqual([clientId]);

  core.emit(clientId, 'generation.event', { seq: 0 });
  expect(await newer.next()).toEqual({ event: 'generation.event', data: { seq: 0 } });
  expect(core.dropped).toEqual([clientId]);
});

it('give up a client whose stream closes while its request is under way', async () => {
  const clientId = randomUUID();
  const events = await client.listen(clientId);
  core.answer = async () => {
    events.close();
    await core.untilDropped(clientId);
    return { ok: true, data: null };
  };
  await client.post(clientId, JSON.stringify({ route: 'generation.start', input: {} }));
  expect(core.dropped).toEqual([clientId, clientId]);
});

it('are not piled up for a client that does not read, while another goes on', async () => {
  const [slow, quick] = [randomUUID(), randomUUID()];
  const slowEvents = await client.listen(slow);
  const quickEvents = await client.listen(quick);
  slowEvents.response.pause();
  const cutOff = new Promise((resolve) => slowEvents.response.on('error', resolve));

  const payload = 'x'.repeat(512 * 1024);
  for (let sent = 0; sent < 200 && !core.dropped.includes(slow); sent++) {
    core.emit(null, 'configurations.changed', payload);
    expect(await quickEvents.next()).toMatchObject({ event: 'configurations.changed' });
  }
  expect(core.dropped).toEqual([slow]);
  slowEvents.response.resume();
  expect(await cutOff).toMatchObject({ code: 'ECONNRESET' });
});

it('are refused to a client that is no UUID', async () => {
  expect((await client.send({ path: '/api/events?client=me' })).status).toBe(400);
});

it('end when the host closes', async () => {
  const clientId = randomUUID();
  const events = await client.listen(clientId);
  await host.close();
  expect(await events.next()).toBeNull();
  expect(core.dropped).toEqual([clientId]);
});
