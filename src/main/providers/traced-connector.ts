import { lookup } from 'node:dns';
import { connect, isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { ConnectionTrace } from './connection-trace.ts';

/** Connects as the pool does, in steps that `trace` is told of. A connection under way ends with `signal`. */
export function tracedConnector(
  trace: ConnectionTrace,
  signal: AbortSignal,
): buildConnector.connector {
  const encrypt = buildConnector({ allowH2: false, timeout: 0 });
  return (options, callback) => {
    trace.onConnecting();
    const { hostname, protocol, port } = options;
    const encrypted = protocol === 'https:';
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({
      host,
      port: Number(port || (encrypted ? 443 : 80)),
      noDelay: true,
      lookup(name, how, done) {
        lookup(name, how, (error, found, family) => {
          const [first] = Array.isArray(found) ? found : [{ address: found }];
          if (error === null && first !== undefined && isIP(host) === 0) {
            trace.onResolved(first.address);
          }
          done(error, found, family);
        });
      },
    });
    const abort = () => socket.destroy();
    signal.addEventListener('abort', abort, { once: true });
    let connected = false;
    socket.on('error', (error) => {
      if (!connected) callback(error, null);
    });
    socket.once('close', () => signal.removeEventListener('abort', abort));
    socket.once('connect', () => {
      connected = true;
      trace.onAccepted();
      if (!encrypted) {
        callback(null, socket);
        return;
      }
      encrypt({ ...options, httpSocket: socket }, (...outcome) => {
        const [, secured] = outcome;
        if (secured instanceof TLSSocket) trace.onSecured(secured.getProtocol() ?? 'TLS');
        callback(...outcome);
      });
    });
  };
}
