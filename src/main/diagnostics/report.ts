import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { PolicyView } from '#shared/domain/policy.ts';
import type { Settings } from '#shared/domain/settings.ts';
import type { VaultStatus } from '#shared/domain/vault.ts';
import type { OutputOf } from '#shared/ipc/routes.ts';

/** What runs, and on what. */
export interface SystemFacts {
  readonly version: string;
  readonly host: 'electron' | 'web';
  readonly platform: string;
  readonly release: string;
  readonly arch: string;
  readonly memoryGiB: number;
  readonly runtimes: Readonly<Record<string, string | undefined>>;
  readonly uptimeMinutes: number;
}

/** Of what is kept, only what can be counted. */
export interface WorkspaceFacts {
  readonly configurations: readonly Pick<ConfigurationView, 'provider' | 'key' | 'simulated'>[];
  readonly isDefaultMarked: boolean;
  readonly members: number;
  readonly vault: Pick<VaultStatus, 'keychain' | 'mode' | 'sessionKeys'>;
  readonly encryption: Pick<OutputOf<'encryption.status'>, 'source' | 'needsReentry'>;
  readonly policy: PolicyView['state'];
  readonly settings: Settings;
}

interface ReportFacts {
  readonly at: Date;
  readonly system: SystemFacts;
  /** Null where the registry cannot be read. */
  readonly workspace: WorkspaceFacts | null;
  /** The last lines of the log, as they may be shown. */
  readonly log: readonly string[];
}

type Line = readonly [term: string, value: string | number];

/**
 * The report as text. It is made of counts, states and versions that are named here one by one, so that nothing gets
 * into it by being added elsewhere: no key, no hint, no fingerprint, no name, no address, no prompt.
 */
export function reportText({ at, system, workspace, log }: ReportFacts): string {
  return [
    'Keywell diagnostics report',
    `Made ${at.toISOString()}. It holds no keys or parts of keys, no prompts or answers, and no names.`,
    '',
    part('System', systemLines(system)),
    workspace === null
      ? part('Workspace', [['Registry', 'cannot be read']])
      : part('Workspace', workspaceLines(workspace)),
    `Log, the last ${log.length} lines`,
    ...log.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

function part(title: string, lines: readonly Line[]): string {
  return [title, ...lines.map(([term, value]) => `  ${term}: ${value}`), ''].join('\n');
}

function systemLines(system: SystemFacts): readonly Line[] {
  const runtimes = Object.entries(system.runtimes).filter(([, version]) => version !== undefined);
  return [
    ['Keywell', `${system.version}, ${system.host === 'electron' ? 'desktop' : 'web'} host`],
    ['Platform', `${system.platform} ${system.release}, ${system.arch}`],
    ['Memory', `${system.memoryGiB.toFixed(1)} GiB`],
    ...runtimes.map(([name, version]): Line => [name, version ?? '']),
    ['Running for', `${system.uptimeMinutes} min`],
  ];
}

function workspaceLines(workspace: WorkspaceFacts): readonly Line[] {
  const { configurations, vault, encryption, settings } = workspace;
  return [
    ['Configurations', counted(configurations.map(({ provider }) => provider))],
    ['Simulated', configurations.filter(({ simulated }) => simulated).length],
    ['Default', workspace.isDefaultMarked ? 'marked' : 'not marked'],
    ['Keys', counted(configurations.map(({ key }) => key.status))],
    ['Members', workspace.members],
    ['Keychain', vault.keychain],
    ['Vault', `${vault.mode}, ${vault.sessionKeys} in memory`],
    [
      'Encryption key',
      `from ${encryption.source}, ${encryption.needsReentry.length} need re-entry`,
    ],
    ['Policy', workspace.policy],
    ['History', settings.keepHistory ? 'kept' : 'not kept'],
    ['Theme', settings.theme],
    ['Global shortcut', settings.generateShortcut === null ? 'off' : 'set'],
  ];
}

/** @example counted(['openai', 'ollama', 'openai']) // '3 (ollama 1, openai 2)' */
function counted(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const each = [...counts].sort(([a], [b]) => a.localeCompare(b)).map((one) => one.join(' '));
  return each.length === 0 ? '0' : `${kinds.length} (${each.join(', ')})`;
}
