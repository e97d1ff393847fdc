import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { AppError } from '#shared/errors.ts';
import type { Core } from '../../core.ts';
import type { Log } from '../../logging/log.ts';
import { contentSecurityPolicy, createNonce, securityHeaders } from '../page-security.ts';
import { readRendererFile } from '../renderer-files.ts';
import { answerError, createApi, refuse } from './api.ts';
import { refusalOf } from './caller.ts';
import type { EventStreams } from './event-streams.ts';
import { plainPage } from './plain-page.ts';
import type { Session } from './session.ts';

interface AppParts {
  readonly core: Core;
  readonly streams: EventStreams;
  readonly session: Session;
  readonly rendererFolder: string;
  readonly port: number;
  readonly log: Pick<Log, 'error'>;
}

type Env = { Bindings: HttpBindings };

const linkUsed =
  'This link is not valid, or was used already. Stop Keywell and start it again to get a new one.';
const notSignedIn =
  'This browser is not connected to Keywell. Open the link that Keywell printed when it started.';

/** Every request passes, in this order: where it comes from, the token or cookie, then the API or a file. */
export function createApp({
  core,
  streams,
  session,
  rendererFolder,
  port,
  log,
}: AppParts): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value);
    c.header('cache-control', 'no-store');
    const refusal = refusalOf(
      { method: c.req.method, host: c.req.header('host'), origin: c.req.header('origin') },
      port,
    );
    return refusal === null ? next() : turnAway(c, 403, refusal);
  });

  app.use(async (c, next) => {
    const admitted = session.admits(c.req.header('cookie'));
    const token = c.req.path === '/' ? c.req.query('token') : undefined;
    if (token === undefined) return admitted ? next() : turnAway(c, 401, notSignedIn);

    const cookie = session.exchange(token);
    if (cookie !== null) c.header('set-cookie', cookie);
    else if (!admitted) return turnAway(c, 403, linkUsed);
    // The token leaves the address bar, and with it the browser's history.
    return c.redirect('/', 303);
  });

  app.route('/api', createApi(core, streams));
  app.all('/api/*', (c) =>
    answerError(c, new AppError('unknown-route', 'There is no such request.')),
  );

  app.get('*', async (c) => {
    const file = await readRendererFile(rendererFolder, new URL(c.req.url).pathname);
    return file === null ? c.notFound() : c.body(file.body, 200, file.headers);
  });

  app.notFound((c) => c.text('There is nothing here.', 404));
  app.onError((error, c) => {
    if (error instanceof AppError) return answerError(c, error);
    log.error('The web host could not answer a request.', { error });
    return refuse(c, 500, {
      code: 'internal',
      message: 'Something went wrong inside Keywell. The log has the details.',
    });
  });
  return app;
}

/** In the form that fits the asker: an envelope for the page's code, a page for a person. */
function turnAway(c: Context<Env>, status: 401 | 403, sentence: string): Response {
  if (c.req.path.startsWith('/api/'))
    return refuse(c, status, { code: 'forbidden', message: sentence });
  c.header('content-security-policy', contentSecurityPolicy(createNonce()));
  return c.html(plainPage(sentence), status);
}
