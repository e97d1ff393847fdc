import { readFileSync, type Stats, statSync } from 'node:fs';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { Permission, Role } from '#shared/domain/member.ts';
import {
  defaultMaxKeyAgeDays,
  type PolicyFile,
  type PolicyView,
  policyFileSchema,
} from '#shared/domain/policy.ts';
import { effectiveBaseUrl } from '#shared/domain/rules/endpoint.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { AppError } from '#shared/errors.ts';

/** Where the machine's administrator puts the policy file. */
export function policyPath(platform: string, programData = 'C:\\ProgramData'): string {
  switch (platform) {
    case 'win32':
      return `${programData}\\Keywell\\policy.json`;
    case 'darwin':
      return '/Library/Application Support/Keywell/policy.json';
    default:
      return '/etc/keywell/policy.json';
  }
}

/** What a policy that cannot be relied on locks: everything that changes keys or configurations, or who may. */
const lockedWhenRejected: ReadonlySet<Permission> = new Set<Permission>([
  'configs:write',
  'configs:delete',
  'keys:manage',
  'keys:approve',
  'encryption:rotate',
  'members:manage',
]);

/** The policy in force, as it was read at start. */
export class Policy {
  readonly #file: PolicyFile;
  readonly #path: string;
  readonly #state: PolicyView['state'];
  readonly #problem: string | null;

  private constructor(
    path: string,
    state: PolicyView['state'],
    file: PolicyFile,
    problem: string | null,
  ) {
    this.#path = path;
    this.#state = state;
    this.#file = file;
    this.#problem = problem;
  }

  /** Reads the file. One that is there but cannot be relied on gives a policy that locks changes; never throws. */
  static read(path: string): Policy {
    let stats: Stats;
    try {
      stats = statSync(path);
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      return missing ? new Policy(path, 'none', {}, null) : rejected(path, 'It cannot be read.');
    }
    const writable = writableByOthers(stats);
    if (writable !== null) return rejected(path, writable);
    try {
      const parsed = policyFileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
      if (parsed.success) return new Policy(path, 'in-force', parsed.data, null);
      const at = parsed.error.issues[0]?.path.join('.') ?? '';
      return rejected(
        path,
        at === '' ? 'It has fields that are not known.' : `Its field "${at}" is not valid.`,
      );
    } catch {
      return rejected(path, 'It cannot be read or is not JSON.');
    }

    function rejected(at: string, problem: string): Policy {
      return new Policy(at, 'rejected', {}, `The policy file ${at} is not in force. ${problem}`);
    }
  }

  view(): PolicyView {
    const { allowedProviders, allowedHosts, maxKeyAgeDays, forbidSessionVault } = this.#file;
    return {
      state: this.#state,
      path: this.#path,
      problem: this.#problem,
      allowedProviders: allowedProviders ?? null,
      allowedHosts: allowedHosts ?? null,
      maxKeyAgeDays: maxKeyAgeDays ?? defaultMaxKeyAgeDays,
      maxKeyAgeFixed: maxKeyAgeDays !== undefined,
      sessionVaultForbidden: forbidSessionVault ?? this.#state === 'rejected',
    };
  }

  rolesOf(account: string): readonly Role[] | undefined {
    return this.#file.roles !== undefined && Object.hasOwn(this.#file.roles, account)
      ? this.#file.roles[account]
      : undefined;
  }

  /** Throws `policy-forbids` for what a rejected policy locks. */
  authorise(permission: Permission): void {
    if (this.#state !== 'rejected' || !lockedWhenRejected.has(permission)) return;
    throw new AppError(
      'policy-forbids',
      `${this.#problem} Until the administrator of this machine has mended it, keys, configurations and members cannot be changed.`,
      { permission },
    );
  }

  /** Throws `policy-forbids`, on the field concerned, for a provider or host that is not allowed. */
  checkConfiguration({ provider, baseUrl }: Pick<Configuration, 'provider' | 'baseUrl'>): void {
    const { allowedProviders, allowedHosts } = this.#file;
    if (allowedProviders !== undefined && !allowedProviders.includes(provider)) {
      throw forbidden(
        'provider',
        `The policy of this machine does not allow ${providerFacts[provider].label}.`,
      );
    }
    const url = effectiveBaseUrl(provider, baseUrl);
    if (allowedHosts === undefined || url === null || !URL.canParse(url)) return;
    const host = new URL(url).hostname.toLowerCase();
    if (!allowedHosts.some((allowed) => hostMatches(host, allowed.toLowerCase()))) {
      throw forbidden('baseUrl', `The policy of this machine does not allow the host ${host}.`);
    }
  }

  /** Throws `policy-forbids` where keys must not be kept for a session only. */
  checkSessionVault(): void {
    if (!this.view().sessionVaultForbidden) return;
    throw new AppError(
      'policy-forbids',
      'The policy of this machine forbids keeping keys for a session only. Make the keychain available instead.',
    );
  }
}

function hostMatches(host: string, allowed: string): boolean {
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}

/** Why the file cannot be relied on: somebody but the administrator can write it. Windows' own rules guard %ProgramData%. */
function writableByOthers(stats: Stats): string | null {
  if (process.platform === 'win32') return null;
  if (stats.uid !== 0) return 'It does not belong to the administrator (root).';
  return (stats.mode & 0o022) === 0 ? null : 'Others than the administrator can write it.';
}

function forbidden(field: string, sentence: string): AppError {
  return new AppError('policy-forbids', sentence, { fields: { [field]: sentence } });
}
