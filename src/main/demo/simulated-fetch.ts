import type { SimulatedFetch } from '../providers/provider-call.ts';
import { simulatedChat } from './simulated-chat.ts';
import { simulatedCloud } from './simulated-cloud.ts';
import { SimulatedModels } from './simulated-models.ts';
import { simulatedOllama } from './simulated-ollama.ts';

const models = new SimulatedModels();

/** Answers for the hosts under `keywell.invalid`, in process, as their providers would. */
export const simulatedFetch: SimulatedFetch = async (url, { method, body, signal }) => {
  signal.throwIfAborted();
  const { hostname, pathname } = new URL(url);
  const chat = body === null ? null : simulatedChat(body);
  const response =
    hostname === 'ollama.keywell.invalid'
      ? (models.answer(`${method} ${pathname}`, body, signal) ??
        simulatedOllama(`${method} ${pathname}`, chat, signal))
      : simulatedCloud(`${method} ${pathname}`, chat, signal);
  return (
    response ?? Response.json({ error: { message: `Nothing is at ${pathname}` } }, { status: 404 })
  );
};
