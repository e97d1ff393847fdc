import type * as Electron from 'electron';
import { Announcing } from './announcing.ts';

type Template = readonly (Electron.MenuItemConstructorOptions | Electron.MenuItem)[];

/** Keeps the template it was built from. */
export class MenuDouble {
  static current: MenuDouble | null | undefined;
  readonly template: Template;

  constructor(template: Template) {
    this.template = template;
  }

  static buildFromTemplate(template: Template): MenuDouble {
    return new MenuDouble(template);
  }

  static setApplicationMenu(menu: MenuDouble | null): void {
    MenuDouble.current = menu;
  }

  /** Chooses the item that these labels lead to, as a person does: one that is disabled does nothing. */
  choose(...labels: readonly string[]): void {
    const item = this.find(...labels);
    if (item.enabled === false) return;
    // The items of Keywell look at none of the three.
    (item.click as (() => void) | undefined)?.();
  }

  find(...labels: readonly string[]): Electron.MenuItemConstructorOptions {
    let items = this.template as readonly Electron.MenuItemConstructorOptions[];
    let found: Electron.MenuItemConstructorOptions | undefined;
    for (const label of labels) {
      found = items.find((one) => one.label === label);
      if (found === undefined) throw new Error(`The menu has no "${labels.join(' → ')}".`);
      items = (found.submenu ?? []) as readonly Electron.MenuItemConstructorOptions[];
    }
    if (found === undefined) throw new Error('No label was given.');
    return found;
  }
}

interface TrayEvents {
  click: [];
}

type TrayUsed = 'destroy' | 'isDestroyed' | 'setToolTip';

export class TrayDouble
  extends Announcing<TrayEvents, Electron.Tray>
  implements Pick<Electron.Tray, TrayUsed>
{
  static all: TrayDouble[] = [];
  /** A desktop without a place for it. */
  static supported = true;
  readonly image: unknown;
  menu: MenuDouble | null = null;
  toolTip = '';
  #destroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super();
    if (!TrayDouble.supported) throw new Error('Failed to create the status icon');
    this.image = image;
    TrayDouble.all.push(this);
  }

  setContextMenu(menu: MenuDouble | null): void {
    this.menu = menu;
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  destroy(): void {
    this.#destroyed = true;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }
}

/** Refuses what it is told to refuse, as the system does for what another program has. */
class GlobalShortcutDouble
  implements Pick<Electron.GlobalShortcut, 'register' | 'unregister' | 'unregisterAll'>
{
  readonly registered = new Map<string, () => void>();
  readonly taken = new Set<string>();

  register(accelerator: string, callback: () => void): boolean {
    if (!/^[A-Za-z0-9+]+$/.test(accelerator)) {
      throw new TypeError('Error processing argument at index 0, conversion failure');
    }
    if (this.taken.has(accelerator)) return false;
    this.registered.set(accelerator, callback);
    return true;
  }

  unregister(accelerator: string): void {
    this.registered.delete(accelerator);
  }

  unregisterAll(): void {
    this.registered.clear();
  }

  reset(): void {
    this.registered.clear();
    this.taken.clear();
  }
}

export const globalShortcut = new GlobalShortcutDouble();
