import { AppError } from '#shared/errors.ts';
import type { Handlers } from '#shared/ipc/routes.ts';
import type { Desktop } from '../../desktop.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { GenerateShortcut } from '../../generate-shortcut.ts';

interface FaultFindingDependencies {
  /** Null in the web host. */
  readonly desktop: Pick<Desktop, 'openFolder'> | null;
  readonly logFolder: string;
  readonly diagnostics: Pick<Diagnostics, 'report'>;
}

export function shortcutHandlers(
  shortcut: Pick<GenerateShortcut, 'status' | 'set'>,
): Pick<Handlers, 'shortcut.status' | 'shortcut.set'> {
  return {
    'shortcut.status': () => shortcut.status(),
    'shortcut.set': ({ accelerator }) => shortcut.set(accelerator),
  };
}

/** What is wanted most where something is wrong: these need no registry. */
export function faultFindingHandlers({
  desktop,
  logFolder,
  diagnostics,
}: FaultFindingDependencies): Pick<Handlers, 'logs.openFolder' | 'diagnostics.report'> {
  return {
    async 'logs.openFolder'() {
      if (desktop === null) {
        throw new AppError(
          'desktop-only',
          `A browser cannot open folders. The log files are in "${logFolder}".`,
        );
      }
      if (await desktop.openFolder(logFolder)) return null;
      throw new AppError(
        'folder-not-opened',
        `The system could not show the folder. The log files are in "${logFolder}".`,
      );
    },
    'diagnostics.report': () => diagnostics.report(),
  };
}
