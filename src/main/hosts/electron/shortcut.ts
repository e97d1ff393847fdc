import { app, globalShortcut } from 'electron';

/**
 * Under Wayland no program may listen to the keyboard of others; it asks the desktop's portal for a shortcut, which
 * Chromium does only when told to. Must be called before the app is ready.
 */
export function allowShortcutPortal(platform: NodeJS.Platform): void {
  if (platform !== 'linux') return;
  app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal');
}

/** The one key combination that Keywell takes from everywhere on the desktop. */
export class GlobalKey {
  readonly #act: () => void;
  #current: string | null = null;

  constructor(act: () => void) {
    this.#act = act;
    app.on('will-quit', () => globalShortcut.unregisterAll());
  }

  /** As `Desktop.takeShortcut` has it. */
  use(accelerator: string | null): 'in-use' | 'taken' | 'invalid' {
    if (accelerator === this.#current) return 'in-use';
    const outcome = accelerator === null ? 'in-use' : this.#register(accelerator);
    if (outcome !== 'in-use') return outcome;
    if (this.#current !== null) globalShortcut.unregister(this.#current);
    this.#current = accelerator;
    return 'in-use';
  }

  #register(accelerator: string): 'in-use' | 'taken' | 'invalid' {
    try {
      return globalShortcut.register(accelerator, this.#act) ? 'in-use' : 'taken';
    } catch {
      // Electron throws for what it cannot read as keys.
      return 'invalid';
    }
  }
}
