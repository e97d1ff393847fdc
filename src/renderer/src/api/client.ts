import type { ErrorShape } from '#shared/errors.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import type { EventMap, EventName } from '#shared/ipc/events.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import { createWebBridge } from './web-bridge.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in the web host. */
    readonly keywell?: Bridge;
  }
}

/** A refusal or failure from main, with its sentence. */
export class RequestError extends Error {
  readonly shape: ErrorShape;

  constructor(shape: ErrorShape) {
    super(shape.message);
    this.name = 'RequestError';
    this.shape = shape;
  }
}

let bridge: Bridge | undefined;

function connected(): Bridge {
  bridge ??= window.keywell ?? createWebBridge();
  return bridge;
}

/**
 * Asks main. Resolves with the answer's data; throws `RequestError` with main's sentence for anything else.
 *
 * @example const { configurations } = await request('configurations.list', {});
 */
export async function request<R extends Route>(route: R, input: InputOf<R>): Promise<OutputOf<R>> {
  const result = await connected().request(route, input);
  if (!result.ok) throw new RequestError(result.error);
  return result.data as OutputOf<R>;
}

/** Listens to what main announces until the returned function is called. */
export function on<E extends EventName>(
  event: E,
  listener: (payload: EventMap[E]) => void,
): () => void {
  return connected().on(event, (payload) => listener(payload as EventMap[E]));
}

/** The sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}

/** Whatever was thrown, as an error that main could have sent. */
export function errorShapeOf(error: unknown): ErrorShape {
  return error instanceof RequestError
    ? error.shape
    : { code: 'internal', message: sentenceOf(error) };
}

/** Field name → sentence, where main's refusal concerns particular fields. */
export function fieldProblemsOf(error: unknown): Readonly<Record<string, string>> {
  return error instanceof RequestError ? (error.shape.data?.fields ?? {}) : {};
}
