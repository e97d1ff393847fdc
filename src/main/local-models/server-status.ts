import type { ServerAddress, ServerStatus } from '#shared/domain/local-server.ts';
import { AppError } from '#shared/errors.ts';
import type { LocalServers } from './servers.ts';

/** How a server fares. That it does not run, or fails, is an answer. */
export async function serverStatus(
  servers: LocalServers,
  address: ServerAddress,
  signal: AbortSignal,
): Promise<ServerStatus> {
  try {
    const { api, request } = await servers.open(address, signal);
    return running(await api.version(request));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return statusOf(error);
  }
}

export function running(version: string): ServerStatus {
  return { state: 'running', version, problem: null };
}

/** What a failure tells of a server. */
export function statusOf(error: unknown): ServerStatus {
  const { code, message } = error instanceof AppError ? error : unexpected;
  const state = code === 'unreachable' ? 'not-running' : 'failing';
  return { state, version: null, problem: { code, message } };
}

const unexpected = {
  code: 'internal',
  message: 'Keywell could not look at this server, for a reason that only its log has.',
};
