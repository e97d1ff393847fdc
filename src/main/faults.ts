import type { Log } from './logging/log.ts';
import { whereabouts } from './logging/whereabouts.ts';

type Listening = Pick<NodeJS.Process, 'on'>;

/**
 * Logs what nobody caught in this process, without a word of its message, which may hold anything, and has the host
 * do what it then does.
 */
export function setupFaults(
  running: Listening,
  log: Pick<Log, 'error'>,
  onFault: () => void,
): void {
  const fault = (what: string) => (error: unknown) => {
    log.error(what, { ...whereabouts(error) });
    onFault();
  };
  running.on('uncaughtException', fault('Something failed that nobody expected.'));
  running.on('unhandledRejection', fault('Something failed that nobody waited for.'));
}
