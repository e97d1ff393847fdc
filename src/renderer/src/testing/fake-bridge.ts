/** Main, as a test wishes it to be. To be imported before any store: they listen from the moment they are imported. */
import { AppError, type Result } from '#shared/errors.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import type { EventMap, EventName } from '#shared/ipc/events.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';

type Answers = {
  readonly [R in Route]?: (input: InputOf<R>) => OutputOf<R> | Promise<OutputOf<R>>;
};

interface Asked {
  readonly route: string;
  readonly input: unknown;
}

const listeners = new Map<string, Set<(payload: unknown) => void>>();
let answers: Answers = {};
let asked: Asked[] = [];

const bridge: Bridge = {
  async request(route, input): Promise<Result<unknown>> {
    asked.push({ route, input });
    const answer = answers[route as Route] as ((input: unknown) => unknown) | undefined;
    if (answer === undefined) throw new Error(`The test has no answer for ${route}.`);
    try {
      return { ok: true, data: await answer(input) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toShape() };
      throw error;
    }
  },
  on(event, listener) {
    const those = listeners.get(event) ?? new Set();
    listeners.set(event, those.add(listener));
    return () => those.delete(listener);
  },
};

Object.defineProperty(window, 'keywell', { value: bridge });

/** Sets how main answers from now on, and forgets what was asked. An `AppError` thrown is a refusal. */
export function mainAnswers(these: Answers): void {
  answers = these;
  asked = [];
}

/** What was asked of one route, in order. */
export function askedOf<R extends Route>(route: R): readonly InputOf<R>[] {
  return asked.filter((one) => one.route === route).map((one) => one.input as InputOf<R>);
}

/** Announces something, as main would. */
export function mainAnnounces<E extends EventName>(event: E, payload: EventMap[E]): void {
  for (const listener of listeners.get(event) ?? []) listener(payload);
}
