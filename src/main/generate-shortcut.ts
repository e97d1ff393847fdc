import { acceleratorProblem } from '#shared/domain/rules/accelerator.ts';
import type { Settings } from '#shared/domain/settings.ts';
import { AppError } from '#shared/errors.ts';
import type { OutputOf } from '#shared/ipc/routes.ts';
import type { Desktop } from './desktop.ts';
import type { EventSink } from './events.ts';
import type { Registry } from './registry/registry.ts';

interface ShortcutParts {
  /** Null in the web host. */
  readonly desktop: Pick<Desktop, 'takeShortcut'> | null;
  readonly registry: Pick<Registry, 'settings' | 'updateSettings'>;
  readonly events: Pick<EventSink, 'broadcast'>;
}

/** The key combination that opens Generate from anywhere on the desktop: kept in the settings, none until one is set. */
export class GenerateShortcut {
  readonly #parts: ShortcutParts;
  #problem: string | null = null;

  constructor(parts: ShortcutParts) {
    this.#parts = parts;
  }

  /** Takes the one that is set. Where another program has it by now, `status` says so. */
  begin(): void {
    const { desktop, registry } = this.#parts;
    if (desktop === null) return;
    const { generateShortcut } = registry.settings();
    const outcome = desktop.takeShortcut(generateShortcut);
    this.#problem = outcome === 'in-use' ? null : refusals[outcome];
  }

  /** Throws `desktop-only` in the web host. */
  status(): OutputOf<'shortcut.status'> {
    this.#desktop();
    return {
      accelerator: this.#parts.registry.settings().generateShortcut,
      problem: this.#problem,
    };
  }

  /**
   * Takes another, or with null none.
   *
   * @throws AppError `desktop-only` in the web host, `shortcut-refused` where it cannot be had; then nothing changes
   */
  set(accelerator: string | null): OutputOf<'shortcut.status'> {
    const desktop = this.#desktop();
    const problem = accelerator === null ? null : acceleratorProblem(accelerator);
    if (problem !== null) throw refused(problem);
    const outcome = desktop.takeShortcut(accelerator);
    if (outcome !== 'in-use') throw refused(refusals[outcome]);
    this.#problem = null;
    this.#keep(accelerator);
    return this.status();
  }

  #keep(generateShortcut: Settings['generateShortcut']): void {
    const { registry, events } = this.#parts;
    events.broadcast('settings.changed', registry.updateSettings({ generateShortcut }));
  }

  #desktop(): Pick<Desktop, 'takeShortcut'> {
    const { desktop } = this.#parts;
    if (desktop !== null) return desktop;
    throw new AppError(
      'desktop-only',
      'A shortcut for the whole desktop needs Keywell in a window of its own. This one runs in a browser.',
    );
  }
}

const refusals = {
  taken: 'Another program has this combination. Choose another, or free it there first.',
  invalid: 'The system does not know this combination. Choose another.',
} as const;

function refused(sentence: string): AppError {
  return new AppError('shortcut-refused', sentence, { fields: { accelerator: sentence } });
}
