import { lookup } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { ConnectionTrace } from './connection-trace.ts';

interface ConnectorOptions {
  /**
   * Told of each socket as soon as it sets out, with the origin it is for; what it returns is called once the
   * connection is ready. Until then the socket may be destroyed.
   */
  readonly onSocket: (socket: Socket, origin: string) => () => void;
  readonly trace?: ConnectionTrace;
}

/** Connects as undici does, but lets go of the socket before it is connected, so that a wait for it can be ended. */
export function connector({ onSocket, trace }: ConnectorOptions): buildConnector.connector {
  // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED, as shells of developers have it, does not send keys to anybody.
  const encrypt = buildConnector({ allowH2: false, timeout: 0, rejectUnauthorized: true });
  return (options, callback) => {
    const { hostname, protocol, port } = options;
    const encrypted = protocol === 'https:';
    const host = hostname.replace(/^\[|\]$/g, '');
    trace?.onConnecting();
    const socket = connect({
      host,
      port: Number(port || (encrypted ? 443 : 80)),
      noDelay: true,
      keepAlive: true,
      ...(trace && { lookup: tracedLookup(trace) }),
    });
    const ready = onSocket(socket, `${protocol}//${options.host ?? hostname}`);
    let settled = false;
    const fail = (error: Error) => {
      if (settled) return;
      settled = true;
      callback(error, null);
    };
    socket.on('error', (error) => fail(error));
    socket.once('close', () => fail(new Error('The connection was given up.')));
    socket.once('connect', () => {
      settled = true;
      trace?.onAccepted();
      if (!encrypted) {
        ready();
        callback(null, socket);
        return;
      }
      encrypt({ ...options, httpSocket: socket }, (...outcome) => {
        const [, secured] = outcome;
        if (secured !== null) ready();
        if (secured instanceof TLSSocket) trace?.onSecured(secured.getProtocol() ?? 'TLS');
        callback(...outcome);
      });
    });
  };
}

function tracedLookup(trace: ConnectionTrace): LookupFunction {
  return (name, how, done) => {
    lookup(name, how, (error, found, family) => {
      const [first] = Array.isArray(found) ? found : [{ address: found }];
      if (error === null && first !== undefined && isIP(name) === 0)
        trace.onResolved(first.address);
      done(error, found, family);
    });
  };
}
