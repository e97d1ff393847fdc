import { AppError, type ErrorShape, type Result } from '#shared/errors.ts';
import {
  type Handlers,
  type InputOf,
  type RequestContext,
  type Route,
  routes,
} from '#shared/ipc/routes.ts';
import { type Access, isDenial } from '../access/access.ts';
import { invalidInput } from './invalid-input.ts';
import type { Recorder } from './recorder.ts';

interface RouterDependencies {
  readonly handlers: Handlers;
  readonly access: Pick<Access, 'actor' | 'authorise'>;
  readonly recorder: Pick<Recorder, 'carryOut' | 'denied'>;
  /** Told of failures that have no sentence of their own. */
  readonly onUnexpected: (route: string, error: unknown) => void;
}

export type Router = (clientId: string, route: unknown, input: unknown) => Promise<Result<unknown>>;

/**
 * Looks up the route, checks the permission, parses the input, has the handler called on record and wraps the outcome.
 * Never rejects.
 */
export function createRouter({
  handlers,
  access,
  recorder,
  onUnexpected,
}: RouterDependencies): Router {
  return async (clientId, name, input) => {
    try {
      if (!isRoute(name)) throw new AppError('unknown-route', 'There is no such request.');
      const context: RequestContext = { clientId, actor: access.actor() };
      await authorise(context, name);
      const parsed = routes[name].input.safeParse(input);
      if (!parsed.success) throw invalidInput(routes[name].input, parsed.error);
      return { ok: true, data: await handle(name, parsed.data, context) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toShape() };
      onUnexpected(String(name), error);
      return { ok: false, error: unexpected };
    }
  };

  function handle<R extends Route>(name: R, input: unknown, context: RequestContext) {
    // The table ties each handler to its route's input, which was just parsed; a union of routes cannot say so.
    const parsed = input as InputOf<R>;
    return recorder.carryOut(name, parsed, context, () => handlers[name](parsed, context));
  }

  async function authorise({ actor }: RequestContext, name: Route): Promise<void> {
    try {
      access.authorise(actor, routes[name].permission);
    } catch (error) {
      if (isDenial(error)) await recorder.denied(actor, name, error);
      throw error;
    }
  }
}

const unexpected: ErrorShape = {
  code: 'internal',
  message:
    'Something went wrong inside Keywell. Nothing more is known here; the log has the details.',
};

function isRoute(name: unknown): name is Route {
  return typeof name === 'string' && Object.hasOwn(routes, name);
}
