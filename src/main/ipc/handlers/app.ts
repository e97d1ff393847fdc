import type { Settings } from '#shared/domain/settings.ts';
import { AppError } from '#shared/errors.ts';
import type { Handlers, OutputOf } from '#shared/ipc/routes.ts';
import type { EventSink } from '../../events.ts';
import type { Registry } from '../../registry/registry.ts';

interface AppDependencies {
  readonly facts: Omit<OutputOf<'app.info'>, 'actor' | 'recovery'>;
  readonly registry: Registry;
  readonly events: EventSink;
}

export function appHandlers({
  facts,
  registry,
  events,
}: AppDependencies): Pick<
  Handlers,
  | 'app.info'
  | 'settings.get'
  | 'settings.update'
  | 'recovery.restore'
  | 'recovery.startEmpty'
  | 'recovery.retry'
> {
  return {
    'app.info': (_input, { actor }) => ({ ...facts, actor, recovery: null }),
    'recovery.restore': nothingToMend,
    'recovery.startEmpty': nothingToMend,
    'recovery.retry': () => null,
    'settings.get': () => registry.settings(),
    'settings.update': (changes) => {
      const settings = registry.updateSettings(given(changes));
      events.broadcast('settings.changed', settings);
      return settings;
    },
  };
}

/** Another window may have mended the registry already. */
function nothingToMend(): never {
  throw new AppError(
    'conflict',
    'The registry can be read again, so there is nothing to bring back. Load the page anew.',
  );
}

/** Only the settings that were named: an explicit `undefined` changes nothing. */
function given(
  changes: { readonly [K in keyof Settings]?: Settings[K] | undefined },
): Partial<Settings> {
  return {
    ...(changes.theme === undefined ? {} : { theme: changes.theme }),
    ...(changes.sidebarCollapsed === undefined
      ? {}
      : { sidebarCollapsed: changes.sidebarCollapsed }),
  };
}
