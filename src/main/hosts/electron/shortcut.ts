import { app, globalShortcut } from 'electron';

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
