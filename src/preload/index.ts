import { contextBridge, ipcRenderer } from 'electron';
import type { ErrorShape } from '#shared/errors.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { eventChannel, requestChannel } from '#shared/ipc/channels.ts';

const lost: ErrorShape = {
  code: 'unreachable',
  message: 'Keywell could not carry out the request. Close its window and start it again.',
};

const listeners = new Map<string, Set<(payload: unknown) => void>>();

// Only name and payload go on: the event object would hand the page a way to every channel.
ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  for (const receive of [...(listeners.get(name) ?? [])]) receive(payload);
});

const bridge: Bridge = {
  async request(route, input) {
    try {
      return await ipcRenderer.invoke(requestChannel, route, input);
    } catch {
      return { ok: false, error: lost };
    }
  },
  on(event, listener) {
    const receive = (payload: unknown) => listener(payload);
    const receivers = listeners.get(event) ?? new Set();
    listeners.set(event, receivers.add(receive));
    return () => {
      receivers.delete(receive);
    };
  },
};

contextBridge.exposeInMainWorld('keywell', bridge);
