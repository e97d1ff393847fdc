import { arch, homedir, hostname, release, totalmem } from 'node:os';
import type { OutputOf } from '#shared/ipc/routes.ts';
import type { LogFiles } from '../logging/log-files.ts';
import { reportText, type SystemFacts, type WorkspaceFacts } from './report.ts';
import { withoutNames } from './without-names.ts';

/** So much of the log says what happened, and can still be read through. */
const logLines = 100;

interface DiagnosticsParts {
  readonly facts: Pick<SystemFacts, 'version' | 'host' | 'platform'> & {
    readonly dataFolder: string;
  };
  /** The operating system's account. */
  readonly account: string;
  readonly logFiles: Pick<LogFiles, 'tail'>;
  /** Null where the registry cannot be read. */
  readonly workspace: () => Promise<WorkspaceFacts | null>;
  readonly now: () => Date;
}

/** What helps to find a fault, gathered on request, and sent nowhere. */
export class Diagnostics {
  readonly #parts: DiagnosticsParts;

  constructor(parts: DiagnosticsParts) {
    this.#parts = parts;
  }

  async report(): Promise<OutputOf<'diagnostics.report'>> {
    const { facts, account, logFiles, workspace, now } = this.#parts;
    const at = now();
    const { dataFolder } = facts;
    const names = { home: homedir(), dataFolder, account, machine: hostname() };
    return {
      fileName: `keywell-diagnostics-${at.toISOString().slice(0, 10)}.txt`,
      text: reportText({
        at,
        system: { ...facts, ...ofThisMachine() },
        workspace: await workspace(),
        log: logFiles.tail(logLines).map((line) => withoutNames(line, names)),
      }),
    };
  }
}

function ofThisMachine(): Omit<SystemFacts, 'version' | 'host' | 'platform'> {
  const { electron, chrome, node, v8 } = process.versions;
  return {
    release: release(),
    arch: arch(),
    memoryGiB: totalmem() / 2 ** 30,
    runtimes: { Electron: electron, Chromium: chrome, Node: node, V8: v8 },
    uptimeMinutes: Math.floor(process.uptime() / 60),
  };
}
