import type * as Electron from 'electron';
import { app } from './app-double.ts';

class ProtocolDouble implements Pick<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged'> {
  privileged: Electron.CustomScheme[] = [];
  readonly #handlers = new Map<string, Parameters<Electron.Protocol['handle']>[1]>();

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    app.calls.push('registerSchemesAsPrivileged');
    this.privileged = schemes;
  }

  handle(scheme: string, handler: Parameters<Electron.Protocol['handle']>[1]): void {
    this.#handlers.set(scheme, handler);
  }

  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new TypeError(`Nothing answers ${url}`);
    return handler(new Request(url, init));
  }
}

type SessionUsed =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler';

class SessionDouble implements Pick<Electron.Session, SessionUsed> {
  request: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  check: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  device: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;

  setPermissionRequestHandler(handler: SessionDouble['request']): void {
    this.request = handler;
  }

  setPermissionCheckHandler(handler: SessionDouble['check']): void {
    this.check = handler;
  }

  setDevicePermissionHandler(handler: SessionDouble['device']): void {
    this.device = handler;
  }
}

export const protocol = new ProtocolDouble();
export const session = { defaultSession: new SessionDouble() };
