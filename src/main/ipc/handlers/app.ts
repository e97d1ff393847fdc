import type { Settings } from '#shared/domain/settings.ts';
import type { Handlers, OutputOf } from '#shared/ipc/routes.ts';
import type { EventSink } from '../../events.ts';
import type { Registry } from '../../registry/registry.ts';

interface AppDependencies {
  readonly facts: Omit<OutputOf<'app.info'>, 'actor'>;
  readonly registry: Registry;
  readonly events: EventSink;
}

export function appHandlers({
  facts,
  registry,
  events,
}: AppDependencies): Pick<Handlers, 'app.info' | 'settings.get' | 'settings.update'> {
  return {
    'app.info': (_input, { actor }) => ({ ...facts, actor }),
    'settings.get': () => registry.settings(),
    'settings.update': (changes) => {
      const settings = registry.updateSettings(given(changes));
      events.broadcast('settings.changed', settings);
      return settings;
    },
  };
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
