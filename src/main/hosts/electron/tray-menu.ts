import type { MenuItemConstructorOptions } from 'electron';
import type { ConfigurationView, EffectiveDefault } from '#shared/domain/configuration.ts';

/** What the tray shows. */
export interface TrayContent {
  /** In order of creation; empty where the registry cannot be read. */
  readonly configurations: readonly Pick<ConfigurationView, 'id' | 'name'>[];
  readonly effectiveDefault: EffectiveDefault | null;
  /** Why the default cannot be switched by whoever acts; null if it can. */
  readonly hindrance: string | null;
}

interface TrayActions {
  readonly setDefault: (id: string | null) => void;
  readonly newGeneration: () => void;
  readonly showAll: () => void;
  readonly show: () => void;
  readonly quit: () => void;
}

type Items = MenuItemConstructorOptions[];

/** A menu taller than the screen is of no use. */
const mostListed = 20;

/** Which configuration is used, and why, as a line of the tray's menu and its tool tip. */
export function defaultWords({ configurations, effectiveDefault }: TrayContent): string {
  const used = configurations.find(({ id }) => id === effectiveDefault?.id);
  if (used === undefined) return 'No configuration yet';
  const reason = effectiveDefault?.reason === 'marked' ? 'Default' : 'Default (most recent)';
  return `${reason}: ${shortened(used.name)}`;
}

export function trayMenu(content: TrayContent, actions: TrayActions): Items {
  return [
    { label: defaultWords(content), enabled: false },
    switcher(content, actions),
    { type: 'separator' },
    { label: 'New generation', click: actions.newGeneration },
    { label: 'Show Keywell', click: actions.show },
    { type: 'separator' },
    { label: 'Quit', click: actions.quit },
  ];
}

/** Where it cannot be switched, it says why in place of what there would be to choose. */
function switcher(content: TrayContent, actions: TrayActions): MenuItemConstructorOptions {
  const { configurations, hindrance } = content;
  const label = 'Switch default';
  if (configurations.length === 0) return { label, enabled: false };
  if (hindrance !== null) return { label, submenu: [{ label: hindrance, enabled: false }] };
  return { label, submenu: choices(content, actions) };
}

function choices({ configurations, effectiveDefault }: TrayContent, actions: TrayActions): Items {
  const marked = effectiveDefault?.reason === 'marked' ? effectiveDefault.id : null;
  const listed = newestFirst(configurations, marked);
  const more = configurations.length - listed.length;
  return [
    {
      label: 'None: use the most recent one',
      type: 'radio',
      checked: marked === null,
      click: () => actions.setDefault(null),
    },
    ...listed.map(
      ({ id, name }): MenuItemConstructorOptions => ({
        label: shortened(name),
        type: 'radio',
        checked: id === marked,
        click: () => actions.setDefault(id),
      }),
    ),
    ...(more > 0
      ? ([
          { type: 'separator' },
          { label: `${more} more in Keywell…`, click: actions.showAll },
        ] satisfies Items)
      : []),
  ];
}

/** The newest, and the one that is marked, however old. */
function newestFirst(
  configurations: TrayContent['configurations'],
  marked: string | null,
): TrayContent['configurations'] {
  const newest = configurations.toReversed();
  const listed = newest.slice(0, mostListed);
  const own = newest.find(({ id }) => id === marked);
  return own === undefined || listed.includes(own) ? listed : [own, ...listed.slice(0, -1)];
}

/** `&` would underline the next letter on Windows and Linux. */
function shortened(name: string): string {
  const text = name.length > 48 ? `${name.slice(0, 47)}…` : name;
  return text.replaceAll('&', '&&');
}
