import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { AppError, type ErrorShape, type Result } from '#shared/errors.ts';
import type { Core } from '../../core.ts';
import type { EventStreams } from './event-streams.ts';
import { BodyTooLarge, readJson } from './request-body.ts';
import { statusOf } from './result-status.ts';

const requestSchema = z.strictObject({ route: z.string().max(200), input: z.unknown() });
const clientIdSchema = z.uuid();

/** The bridge over HTTP: `POST /request` for requests, `GET /events` for the stream of events. */
export function createApi(core: Core, streams: EventStreams): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>();

  api.post('/request', async (c) => {
    const clientId = clientIdFrom(c.req.header('x-keywell-client'));
    if (!isJson(c.req.header('content-type')))
      throw new AppError('invalid-input', 'Requests are sent as application/json.');
    const body = requestSchema.safeParse(await readJson(c.req.raw));
    if (!body.success) throw new AppError('invalid-input', 'A request has a route and an input.');

    const result = await core.request(clientId, body.data.route, body.data.input);
    // Without a stream nobody hears of what the request began; it may have ended while the request was under way.
    if (!streams.has(clientId)) core.dropClient(clientId);
    return c.json(result, statusOf(result));
  });

  api.get('/events', (c) => {
    const clientId = clientIdFrom(c.req.query('client'));
    const { outgoing } = c.env;
    return c.body(
      streams.open(clientId, () => outgoing.destroy()),
      200,
      { 'content-type': 'text/event-stream; charset=utf-8', connection: 'close' },
    );
  });

  return api;
}

/** Answers with the envelope of a refusal or failure. */
export function answerError(c: Context, error: AppError): Response {
  const result: Result<never> = { ok: false, error: error.toShape() };
  return c.json(result, error instanceof BodyTooLarge ? 413 : statusOf(result));
}

/** Answers with an envelope whose status the caller knows best. */
export function refuse(c: Context, status: 401 | 403 | 500, error: ErrorShape): Response {
  return c.json({ ok: false, error } satisfies Result<never>, status);
}

function clientIdFrom(value: string | undefined): string {
  const parsed = clientIdSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', 'The client is not named. Reload the page and try again.');
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}
