import { type Actor, type Member, type Role, rolePermissions } from '#shared/domain/member.ts';
import { AppError } from '#shared/errors.ts';
import { Serial } from '../vault/serial.ts';
import type { MemberRecord } from './member-record.ts';
import { checkedName, checkedRoles, refused } from './member-rules.ts';
import { hashPasscode } from './passcode.ts';
import { PasscodeGate } from './passcode-gate.ts';
import { noTries } from './passcode-tries.ts';

/** Where members are kept. Both are written in one go. */
export interface MemberRecords {
  members(): readonly MemberRecord[];
  actingMemberId(): string | null;
  /** Throws `storage-failed`, and then changed nothing. */
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

/** The members of the workspace, and which of them acts. */
export class Members {
  readonly #dependencies: MembersDependencies;
  /** What takes memory and time, as passcodes do, happens one after the other, so that a burst outruns no delay. */
  readonly #serial = new Serial();
  /** The first Owner, until it could be written. */
  readonly #unwritten: readonly MemberRecord[];
  readonly #gate: PasscodeGate;
  #actingId: string | null;

  constructor(dependencies: MembersDependencies) {
    this.#dependencies = dependencies;
    this.#gate = new PasscodeGate({
      now: dependencies.now,
      // Nothing that anybody is shown changes with it.
      remember: (member, { failures, retryAt }) =>
        this.#write(this.#with({ ...member, failures, retryAt }), this.#actingId),
    });
    const { records, account, newId } = dependencies;
    this.#unwritten = [newRecord({ id: newId(), name: account, roles: ['owner'], account })];
    const members = this.#members();
    const lastId = records.actingMemberId() ?? members[0]?.id;
    const last = members.find(({ id }) => id === lastId);
    this.#actingId = last?.passcode === null ? last.id : null;
    if (members === this.#unwritten) this.#writeFirst();
  }

  list(): readonly Member[] {
    return this.#members().map((one) => this.#view(one));
  }

  /** The member of that id. Throws `not-found`. */
  get(id: string): Member {
    return this.#view(this.#record(id));
  }

  /** On whose behalf requests are made now. */
  acting(): Actor {
    // Members can change under us: a backup that is brought back may not know who acts.
    const member = this.#members().find(({ id }) => id === this.#actingId);
    return member === undefined ? nobody : this.#actor(member);
  }

  /** Whether anybody acts, and who. */
  get actingId(): string | null {
    const { id } = this.acting();
    return id === nobody.id ? null : id;
  }

  add(name: string, roles: readonly Role[], passcode: string | null): Promise<Member> {
    return this.#oneByOne(async () => {
      this.#checkedName(name, null);
      const held = checkedRoles(roles);
      const hash = passcode === null ? null : await hashPasscode(passcode);
      const added = newRecord({
        id: this.#dependencies.newId(),
        name: this.#checkedName(name, null),
        roles: held,
        account: null,
        passcode: hash,
      });
      this.#save([...this.#members(), added]);
      return this.#view(added);
    });
  }

  update(id: string, name: string, roles: readonly Role[]): Member {
    const before = this.#record(id);
    const given = checkedRoles(roles);
    const sameRoles = given.join() === checkedRoles(this.#roles(before)).join();
    if (!sameRoles && this.#fixedRoles(before) !== undefined) {
      throw refused('roles', 'The policy file of this machine fixes the roles of this member.');
    }
    // What policy fixes stays in the policy file: the record keeps what a person chose.
    const after = {
      ...before,
      name: this.#checkedName(name, id),
      roles: sameRoles ? before.roles : given,
    };
    this.#saveKeepingAnOwner(this.#with(after), 'roles');
    return this.#view(after);
  }

  setPasscode(id: string, passcode: string | null): Promise<Member> {
    return this.#oneByOne(async () => {
      this.#record(id);
      const hash = passcode === null ? null : await hashPasscode(passcode);
      const after = { ...this.#record(id), ...noTries, passcode: hash };
      this.#save(this.#with(after));
      return this.#view(after);
    });
  }

  remove(id: string): void {
    this.#record(id);
    if (id === this.#actingId) {
      throw refused('id', 'This member is acting now. Act as somebody else first.');
    }
    this.#saveKeepingAnOwner(
      this.#members().filter((one) => one.id !== id),
      'id',
    );
  }

  /**
   * Makes `id` the acting member. Throws `passcode-wrong`, and for a while after it `passcode-wait`, both with the
   * time until the next try; `passcode-needed`, which is no try, where none was given.
   */
  actAs(id: string, passcode: string | null): Promise<Actor> {
    return this.#oneByOne(async () => {
      await this.#gate.admit(this.#record(id), passcode);
      const admitted = { ...this.#record(id), ...noTries };
      this.#save(this.#with(admitted), id);
      return this.#actor(admitted);
    });
  }

  #checkedName(name: string, ownId: string | null): string {
    const others = this.#members().filter(({ id }) => id !== ownId);
    return checkedName(
      name,
      others.map((one) => one.name),
    );
  }

  /**
   * There stays an Owner, whether the policy file, which may change or go, is counted in or not: neither the last one
   * in force nor the last one on record is taken away.
   */
  #saveKeepingAnOwner(after: readonly MemberRecord[], field: string): void {
    const inForce = (one: MemberRecord) => this.#roles(one).includes('owner');
    const onRecord = ({ roles }: MemberRecord) => roles.includes('owner');
    const before = this.#members();
    if ([inForce, onRecord].some((owns) => before.some(owns) && !after.some(owns))) {
      throw refused(field, 'This is the last Owner. Make somebody else an Owner first.');
    }
    this.#save(after);
  }

  #members(): readonly MemberRecord[] {
    const written = this.#dependencies.records.members();
    return written.length > 0 ? written : this.#unwritten;
  }

  #record(id: string): MemberRecord {
    const found = this.#members().find((one) => one.id === id);
    if (found === undefined) throw new AppError('not-found', 'There is no such member any more.');
    return found;
  }

  #with(changed: MemberRecord): readonly MemberRecord[] {
    return this.#members().map((one) => (one.id === changed.id ? changed : one));
  }

  /** On first start. Where that cannot be written now, it is with the first change that can. */
  #writeFirst(): void {
    try {
      this.#write(this.#unwritten, this.#actingId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  #save(members: readonly MemberRecord[], actingId = this.#actingId): void {
    this.#write(members, actingId);
    this.#actingId = actingId;
    this.#dependencies.onChange();
  }

  #write(members: readonly MemberRecord[], actingId: string | null): void {
    const { records } = this.#dependencies;
    records.saveMembers(members, actingId ?? records.actingMemberId() ?? members[0]?.id ?? '');
  }

  #oneByOne<T>(task: () => Promise<T>): Promise<T> {
    return this.#serial.run('members', task);
  }

  #fixedRoles({ account }: MemberRecord): readonly Role[] | undefined {
    return account === null ? undefined : this.#dependencies.rolesByPolicy(account);
  }

  #roles(member: MemberRecord): readonly Role[] {
    return this.#fixedRoles(member) ?? member.roles;
  }

  /** Nobody may do more than policy grants the account that Keywell runs under, whoever they act as. */
  #actor(member: MemberRecord): Actor {
    const { account, rolesByPolicy } = this.#dependencies;
    const roles = this.#roles(member);
    const held = new Set(roles.flatMap((role) => rolePermissions[role]));
    const limit = rolesByPolicy(account)?.flatMap((role) => rolePermissions[role]);
    const permissions = [...held].filter((one) => limit === undefined || limit.includes(one));
    return { id: member.id, name: member.name, roles: [...roles], permissions };
  }

  #view(member: MemberRecord): Member {
    const { id, name, account, passcode } = member;
    return {
      id,
      name,
      roles: [...this.#roles(member)],
      account,
      hasPasscode: passcode !== null,
      rolesFixed: this.#fixedRoles(member) !== undefined,
    };
  }
}

function newRecord(
  given: Pick<MemberRecord, 'id' | 'name' | 'account'> & {
    readonly roles: readonly Role[];
    readonly passcode?: MemberRecord['passcode'];
  },
): MemberRecord {
  return { passcode: null, ...noTries, ...given, roles: [...given.roles] };
}
