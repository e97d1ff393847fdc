import { createHash } from 'node:crypto';
import type { Configuration } from '#shared/domain/configuration.ts';
import type { Permission, Role } from '#shared/domain/member.ts';
import { defaultMaxKeyAgeDays, type PolicyFile, type PolicyView } from '#shared/domain/policy.ts';
import { destinationProblems } from '#shared/domain/rules/allowed-destination.ts';
import { lockedWithoutPolicy } from '#shared/domain/rules/permissions.ts';
import { AppError } from '#shared/errors.ts';
import { type FoundPolicy, readPolicyFile } from './policy-file.ts';

/** The policy in force, as it was read at start. */
export class Policy {
  readonly #path: string;
  readonly #found: FoundPolicy;
  readonly #file: PolicyFile;

  private constructor(path: string, found: FoundPolicy) {
    this.#path = path;
    this.#found = found;
    this.#file = found.state === 'in-force' ? found.file : {};
  }

  /** Reads the file. One that is there but cannot be relied on gives a policy that locks changes; never throws. */
  static read(path: string): Policy {
    return new Policy(path, readPolicyFile(path));
  }

  view(): PolicyView {
    const { allowedProviders, allowedHosts, maxKeyAgeDays, forbidSessionVault } = this.#file;
    return {
      state: this.#found.state,
      path: this.#path,
      problem: this.#problem(),
      allowedProviders: allowedProviders ?? null,
      allowedHosts: allowedHosts ?? null,
      maxKeyAgeDays: maxKeyAgeDays ?? defaultMaxKeyAgeDays,
      maxKeyAgeFixed: maxKeyAgeDays !== undefined,
      sessionVaultForbidden: forbidSessionVault ?? this.#found.state === 'rejected',
    };
  }

  /** The policy in one sentence that differs whenever the policy does: what goes on record of it. */
  statement(): string {
    switch (this.#found.state) {
      case 'none':
        return `There is no policy file at ${this.#path}.`;
      case 'rejected':
        return `The policy file ${this.#path} was rejected. ${this.#found.problem}`;
      case 'in-force': {
        const digest = createHash('sha256').update(this.#found.text).digest('hex');
        return `The policy file ${this.#path} is in force (SHA-256 ${digest.slice(0, 16)}).`;
      }
    }
  }

  /** The roles that policy fixes for an account of the operating system; undefined where it fixes none. */
  rolesOf(account: string): readonly Role[] | undefined {
    const { roles } = this.#file;
    return roles !== undefined && Object.hasOwn(roles, account) ? roles[account] : undefined;
  }

  /** Throws `policy-forbids` for what a rejected policy locks. */
  authorise(permission: Permission): void {
    if (this.#found.state !== 'rejected' || !lockedWithoutPolicy.includes(permission)) return;
    throw new AppError(
      'policy-forbids',
      `${this.#problem()} Until the administrator of this machine has mended it, keys, configurations and members cannot be changed.`,
      { permission },
    );
  }

  /** Throws `policy-forbids`, on the field concerned, for a provider or host that is not allowed. */
  checkDestination(fields: Pick<Configuration, 'provider' | 'baseUrl'>): void {
    const problems = destinationProblems(this.view(), fields);
    const sentence = problems.provider ?? problems.baseUrl;
    if (sentence === undefined) return;
    throw new AppError('policy-forbids', sentence, { fields: problems });
  }

  /** Throws `policy-forbids` where keys must not be kept for a session only. */
  checkSessionVault(): void {
    if (!this.view().sessionVaultForbidden) return;
    throw new AppError(
      'policy-forbids',
      'The policy of this machine forbids keeping keys for a session only. Make the keychain available instead.',
    );
  }

  #problem(): string | null {
    if (this.#found.state !== 'rejected') return null;
    return `The policy file ${this.#path} is not in force. ${this.#found.problem}`;
  }
}
