import { z } from 'zod';
import {
  type Actor,
  type Member,
  memberSchema,
  type Role,
  rolePermissions,
  roles,
} from '#shared/domain/member.ts';
import { AppError } from '#shared/errors.ts';
import { hashPasscode, passcodeHashSchema, passcodeMatches } from './passcode.ts';

/** A member as the registry keeps it. */
export const memberRecordSchema = memberSchema
  .omit({ hasPasscode: true, rolesFixed: true })
  .extend({
    passcode: passcodeHashSchema.nullable(),
    /** Wrong passcodes in a row, and when the next try is taken. */
    failures: z.number().int(),
    retryAt: z.iso.datetime().nullable(),
  });

export type MemberRecord = Readonly<z.infer<typeof memberRecordSchema>>;

/** Where members are kept. Both are written in one go. */
export interface MemberRecords {
  members(): readonly MemberRecord[];
  actingMemberId(): string | null;
  saveMembers(members: readonly MemberRecord[], actingMemberId: string): void;
}

interface MembersDependencies {
  readonly records: MemberRecords;
  /** The operating system's account. On first start its person becomes Owner. */
  readonly account: string;
  /** Roles that policy fixes for an account; undefined where it fixes none. */
  readonly rolesByPolicy: (account: string) => readonly Role[] | undefined;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly onChange: () => void;
}

/** Acts while the member who acted last has a passcode that was not entered since Keywell started. */
const nobody: Actor = { id: 'nobody', name: 'Nobody', roles: [], permissions: ['configs:read'] };

const longestDelayMs = 5 * 60_000;

/** The members of the workspace, and which of them acts. */
export class Members {
  readonly #dependencies: MembersDependencies;
  #actingId: string | null;
  #checking: Promise<unknown> = Promise.resolve();

  constructor(dependencies: MembersDependencies) {
    this.#dependencies = dependencies;
    const { records, account, newId } = dependencies;
    if (records.members().length === 0) {
      const owner = record({ id: newId(), name: account, roles: ['owner'], account });
      records.saveMembers([owner], owner.id);
    }
    const last = records.members().find(({ id }) => id === records.actingMemberId());
    this.#actingId = last?.passcode === null ? last.id : null;
  }

  list(): readonly Member[] {
    return this.#dependencies.records.members().map((one) => this.#view(one));
  }

  /** On whose behalf requests are made now. */
  acting(): Actor {
    const id = this.#actingId;
    return id === null ? nobody : this.#actor(this.#get(id));
  }

  async add(name: string, given: readonly Role[], passcode: string | null): Promise<Member> {
    this.#checkName(name, null);
    checkRoles(given);
    const hash = passcode === null ? null : await hashPasscode(passcode);
    const added = {
      ...record({ id: this.#dependencies.newId(), name: name.trim(), roles: given, account: null }),
      passcode: hash,
    };
    this.#save([...this.#dependencies.records.members(), added]);
    return this.#view(added);
  }

  update(id: string, name: string, given: readonly Role[]): Member {
    const before = this.#get(id);
    this.#checkName(name, id);
    checkRoles(given);
    const sameRoles = [...given].sort().join() === [...this.#roles(before)].sort().join();
    if (!sameRoles && this.#fixedRoles(before) !== undefined) {
      throw refused('roles', 'The policy file fixes the roles of this member.');
    }
    if (!given.includes('owner')) this.#keepAnOwner(id, 'roles');
    // What policy fixes stays in the policy file: the record keeps what a person chose.
    const after = { ...before, name: name.trim(), roles: sameRoles ? before.roles : [...given] };
    this.#replace(after);
    return this.#view(after);
  }

  async setPasscode(id: string, passcode: string | null): Promise<Member> {
    const hash = passcode === null ? null : await hashPasscode(passcode);
    const after = { ...this.#get(id), passcode: hash, failures: 0, retryAt: null };
    this.#replace(after);
    return this.#view(after);
  }

  remove(id: string): void {
    this.#get(id);
    this.#keepAnOwner(id, 'id');
    if (id === this.#actingId) {
      throw refused('id', 'This member is acting now. Act as somebody else first.');
    }
    this.#save(this.#dependencies.records.members().filter((one) => one.id !== id));
  }

  /**
   * Makes `id` the acting member. Throws `passcode-wrong`, and for a while after it `passcode-wait`, both with the
   * time until the next try.
   */
  actAs(id: string, passcode: string | null): Promise<Actor> {
    // One at a time, so that a burst of tries cannot outrun the delay.
    const switched = this.#checking.then(async () => {
      await this.#checkPasscode(id, passcode);
      this.#actingId = id;
      this.#save(this.#dependencies.records.members());
      return this.#actor(this.#get(id));
    });
    this.#checking = switched.catch(() => undefined);
    return switched;
  }

  async #checkPasscode(id: string, passcode: string | null): Promise<void> {
    const member = this.#get(id);
    if (member.passcode === null) return;
    const now = this.#dependencies.now().getTime();
    const waitMs = member.retryAt === null ? 0 : Date.parse(member.retryAt) - now;
    if (waitMs > 0) {
      throw new AppError('passcode-wait', `Try again in ${seconds(waitMs)}.`, {
        retryAfterMs: waitMs,
      });
    }
    if (passcode !== null && (await passcodeMatches(passcode, member.passcode))) {
      if (member.failures > 0) this.#replace({ ...this.#get(id), failures: 0, retryAt: null });
      return;
    }
    const failures = member.failures + 1;
    const delayMs = Math.min(1_000 * 2 ** (failures - 1), longestDelayMs);
    const retryAt = new Date(now + delayMs).toISOString();
    this.#replace({ ...this.#get(id), failures, retryAt });
    throw new AppError(
      'passcode-wrong',
      `This is not the passcode. Try again in ${seconds(delayMs)}.`,
      {
        fields: { passcode: 'This is not the passcode.' },
        retryAfterMs: delayMs,
      },
    );
  }

  #checkName(name: string, ownId: string | null): void {
    const trimmed = name.trim();
    const form = (text: string) => text.normalize('NFC').toLocaleLowerCase('en');
    const taken = this.#dependencies.records
      .members()
      .some((one) => one.id !== ownId && form(one.name) === form(trimmed));
    if (trimmed === '') throw refused('name', 'Enter a name.');
    if ([...trimmed].length > 80) throw refused('name', 'A name has at most 80 characters.');
    if (taken) throw refused('name', 'There is a member of this name already.');
  }

  #keepAnOwner(id: string, field: string): void {
    const owners = this.#dependencies.records
      .members()
      .filter((one) => this.#roles(one).includes('owner'));
    if (owners.length === 1 && owners[0]?.id === id) {
      throw refused(field, 'This is the last Owner. Make somebody else an Owner first.');
    }
  }

  #get(id: string): MemberRecord {
    const found = this.#dependencies.records.members().find((one) => one.id === id);
    if (found === undefined) throw new AppError('not-found', 'There is no such member any more.');
    return found;
  }

  #replace(after: MemberRecord): void {
    this.#save(
      this.#dependencies.records.members().map((one) => (one.id === after.id ? after : one)),
    );
  }

  #save(members: readonly MemberRecord[]): void {
    const { records, onChange } = this.#dependencies;
    const acting = this.#actingId ?? records.actingMemberId() ?? members[0]?.id ?? '';
    records.saveMembers(members, acting);
    onChange();
  }

  #fixedRoles({ account }: MemberRecord): readonly Role[] | undefined {
    return account === null ? undefined : this.#dependencies.rolesByPolicy(account);
  }

  #roles(member: MemberRecord): readonly Role[] {
    return this.#fixedRoles(member) ?? member.roles;
  }

  #actor(member: MemberRecord): Actor {
    const held = this.#roles(member);
    const permissions = new Set(held.flatMap((role) => rolePermissions[role]));
    return { id: member.id, name: member.name, roles: [...held], permissions: [...permissions] };
  }

  #view(member: MemberRecord): Member {
    const { id, name, account, passcode } = member;
    const rolesFixed = this.#fixedRoles(member) !== undefined;
    return {
      id,
      name,
      roles: [...this.#roles(member)],
      account,
      hasPasscode: passcode !== null,
      rolesFixed,
    };
  }
}

function record(
  given: Pick<MemberRecord, 'id' | 'name' | 'account'> & { roles: readonly Role[] },
): MemberRecord {
  return { ...given, roles: [...given.roles], passcode: null, failures: 0, retryAt: null };
}

function checkRoles(given: readonly Role[]): void {
  if (given.length === 0) throw refused('roles', 'A member has at least one role.');
  if (given.some((role) => !roles.includes(role))) throw refused('roles', 'There is no such role.');
}

function refused(field: string, sentence: string): AppError {
  return new AppError('invalid-input', sentence, { fields: { [field]: sentence } });
}

function seconds(ms: number): string {
  const count = Math.ceil(ms / 1_000);
  return count === 1 ? '1 second' : `${count} seconds`;
}
