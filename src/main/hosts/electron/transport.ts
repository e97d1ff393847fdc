import { ipcMain } from 'electron';
import type { Result } from '#shared/errors.ts';
import { requestChannel } from '#shared/ipc/channels.ts';
import type { Core } from '../../core.ts';
import type { Log } from '../../logging/log.ts';
import type { Clients } from './clients.ts';
import { isOurPage } from './sender.ts';

const refused: Result<never> = {
  ok: false,
  error: { code: 'forbidden', message: 'Keywell takes requests only from its own page.' },
};

/** Carries requests from our pages to the core, and events back. The only file that listens to renderers. */
export function setupTransport(core: Core, clients: Clients, log: Pick<Log, 'warn'>): void {
  ipcMain.handle(requestChannel, async (event, route: unknown, input: unknown) => {
    const clientId = isOurPage(event) ? clients.idOf(event.sender) : null;
    if (clientId === null) {
      log.warn('A message that does not come from our page was refused.');
      return refused;
    }
    clients.asked(event.sender);
    const result = await core.request(clientId, route, input);
    // The page may have gone while the request was under way, before there was anything to give up.
    if (clients.idOf(event.sender) !== clientId) core.dropClient(clientId);
    return result;
  });
  core.onEvent((clientId, event, payload) => clients.deliver(clientId, event, payload));
}
