import type { Result } from '#shared/errors.ts';
import type { InputOf, OutputOf, Route } from '#shared/ipc/routes.ts';
import type { Core } from '../../core.ts';

/** The client as which menu, tray and window ask. It is a client like any: the acting member's permissions apply. */
export const desktopClient = 'desktop';

/** Asks the core as the desktop. */
export async function request<R extends Route>(
  core: Pick<Core, 'request'>,
  route: R,
  input: InputOf<R>,
): Promise<Result<OutputOf<R>>> {
  // The router ties each answer to its route, as its own test shows; a core of any route cannot say so.
  return (await core.request(desktopClient, route, input)) as Result<OutputOf<R>>;
}

/** The same where a refusal is as good as no answer. */
export async function ask<R extends Route>(
  core: Pick<Core, 'request'>,
  route: R,
  input: InputOf<R>,
): Promise<OutputOf<R> | null> {
  const result = await request(core, route, input);
  return result.ok ? result.data : null;
}
