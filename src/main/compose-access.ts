import { randomUUID } from 'node:crypto';
import { Access } from './access/access.ts';
import { Members } from './access/members.ts';
import { Policy } from './access/policy.ts';
import { AuditFiles } from './audit/audit-files.ts';
import { AuditKeys } from './audit/audit-keys.ts';
import { AuditLog } from './audit/audit-log.ts';
import { notePolicy } from './audit/note-policy.ts';
import type { EventSink } from './events.ts';
import type { Machine } from './machine.ts';
import type { Registry } from './registry/registry.ts';

/** Past it a file of the audit log is moved aside and a new one begun: some 15,000 entries. */
const auditFileBytes = 8_000_000;

interface AccessParts {
  readonly machine: Machine;
  readonly dataFolder: string;
  readonly registry: Registry;
  readonly events: EventSink;
}

interface AuditLogParts {
  readonly machine: Machine;
  readonly dataFolder: string;
  readonly workspaceId: string;
  readonly onAppended?: (seq: number) => void;
}

/** The record of a workspace. There is one at a time: it would take the lines of another for somebody else's. */
export function composeAuditLog({
  machine,
  dataFolder,
  workspaceId,
  onAppended = () => {},
}: AuditLogParts): AuditLog {
  return new AuditLog({
    files: new AuditFiles({
      folder: dataFolder,
      maxBytes: auditFileBytes,
      sync: machine.syncAuditLog,
    }),
    keys: new AuditKeys(machine.keychain, workspaceId),
    account: machine.account,
    now: machine.now,
    onAppended,
  });
}

/** Who acts, what they may do, and the record of what they did. */
export function composeAccess({ machine, dataFolder, registry, events }: AccessParts) {
  const { account, now } = machine;
  const auditLog = composeAuditLog({
    machine,
    dataFolder,
    workspaceId: registry.fingerprintSalt,
    onAppended: (seq) => events.broadcast('audit.appended', { seq }),
  });
  const policy = Policy.read(machine.policyPath);
  const members = new Members({
    records: registry,
    account,
    rolesByPolicy: (of) => policy.rolesOf(of),
    now,
    newId: randomUUID,
    onChange: () =>
      events.broadcast('members.changed', {
        members: [...members.list()],
        actor: members.acting(),
      }),
  });
  const access = new Access(members, policy);
  return { auditLog, policy, members, access, notePolicy: () => notePolicy(auditLog, policy) };
}
