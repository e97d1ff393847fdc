import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { AppError } from '#shared/errors.ts';
import type { Core } from '../../core.ts';
import type { Log } from '../../logging/log.ts';
import { createApp } from './app.ts';
import { EventStreams } from './event-streams.ts';
import { Session } from './session.ts';

interface WebHostOptions {
  readonly core: Core;
  /** The folder of the built renderer, with index.html in it. */
  readonly rendererFolder: string;
  /** 0: any free one. */
  readonly port: number;
  readonly log: Pick<Log, 'error'>;
}

export interface WebHost {
  /** Opens Keywell in a browser, once. */
  readonly readyUrl: string;
  readonly port: number;
  /** Ends the event streams and stops listening. */
  close(): Promise<void>;
}

/** Serves Keywell on the loopback interface. Throws `port-not-free` when the port cannot be had. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { core, rendererFolder, log } = options;
  const server = createServer();
  const port = await listen(server, options.port);

  const session = new Session(port);
  const streams = new EventStreams((clientId) => core.dropClient(clientId));
  const stopDelivering = core.onEvent((clientId, event, payload) =>
    streams.deliver(clientId, event, payload),
  );
  const app = createApp({ core, streams, session, rendererFolder, port, log });
  // The global Request and Response stay Node's own: providers are reached with them.
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }));

  return {
    readyUrl: `http://127.0.0.1:${port}/?token=${session.token}`,
    port,
    async close() {
      stopDelivering();
      streams.closeAll();
      await stop(server);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(
        new AppError(
          'port-not-free',
          `Port ${port} cannot be used; another program may have it. Choose another with --port, or 0 for any that is free.`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Gives answers under way a second to get out. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 1_000);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}
