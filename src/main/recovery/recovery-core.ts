import path from 'node:path';
import type { Actor } from '#shared/domain/member.ts';
import type { Backup } from '#shared/domain/recovery.ts';
import { startEmptyConfirmation } from '#shared/domain/rules/recovery-rules.ts';
import { AppError } from '#shared/errors.ts';
import { type Handlers, type OutputOf, type Route, routes } from '#shared/ipc/routes.ts';
import type { Access } from '../access/access.ts';
import type { Statement } from '../audit/statement.ts';
import type { Core } from '../core.ts';
import { createRouter } from '../ipc/router.ts';
import { parseRegistryDocument } from '../storage/parse-registry-document.ts';
import type { RegistryBackups } from '../storage/registry-backups.ts';
import { emptyRegistry } from '../storage/registry-document.ts';
import { registryFile } from '../storage/registry-file.ts';
import { replaceRegistry } from '../storage/replace-registry.ts';
import { Serial } from '../vault/serial.ts';

export interface RecoveryParts {
  readonly facts: Omit<OutputOf<'app.info'>, 'actor' | 'recovery'>;
  /** Members cannot be read: the person of the operating system's account acts, within what policy grants it. */
  readonly access: Pick<Access, 'actor' | 'authorise'>;
  readonly backups: Pick<RegistryBackups, 'list' | 'read'>;
  /** Does something on the record of the workspace, as `AuditLog.audited` does. */
  readonly record: <T>(
    workspaceId: string,
    actor: Actor,
    statement: Statement<T>,
    act: () => T,
  ) => Promise<T>;
  /** What is wanted here most: the log, and the report. */
  readonly faultFinding: Pick<Handlers, 'logs.openFolder' | 'diagnostics.report'>;
  readonly now: () => Date;
  readonly newSalt: () => string;
  readonly onUnexpected: (route: string, error: unknown) => void;
}

/**
 * The core while the registry cannot be read: it says what was found, and offers to look again, to bring a backup back
 * or to start empty. Everything else is refused with `registry-damaged`.
 *
 * @param reopen opens the workspace; rejects with `registry-damaged` where that is still not possible
 */
export async function createRecoveryCore(
  { facts, access, backups, record, faultFinding, now, newSalt, onUnexpected }: RecoveryParts,
  damage: AppError,
  reopen: () => Promise<void>,
): Promise<Core> {
  const offered = await backups.list();
  const serial = new Serial();
  let problem = damage.message;
  let isOpen = false;

  /** One attempt after the other, and none once one has succeeded. */
  function attempt(mend: () => Promise<void>): Promise<null> {
    return serial.run('registry', async () => {
      if (isOpen) throw alreadyOpen();
      await mend();
      try {
        await reopen();
      } catch (error) {
        if (error instanceof AppError) problem = error.message;
        throw error;
      }
      isOpen = true;
      return null;
    });
  }

  async function replace(text: string, actor: Actor, detail: string): Promise<void> {
    const { fingerprintSalt } = parseRegistryDocument(text, 'backup').document;
    await record(
      fingerprintSalt,
      actor,
      {
        action: 'registry.restored',
        detail,
        done: (aside) => ({ detail: `${detail} ${whereItIs(aside)}` }),
      },
      () => replaceRegistry(facts.dataFolder, text, now()),
    );
  }

  /** The same workspace as before, where a backup tells which: its keys in the keychain and its audit log go on. */
  function salt(): string {
    const [newest] = offered;
    if (newest === undefined) return newSalt();
    return parseRegistryDocument(backups.read(newest.name), newest.name).document.fingerprintSalt;
  }

  const handlers: Handlers = {
    ...refusingHandlers(() => problem),
    ...faultFinding,
    'app.info': (_input, { actor }) => ({
      ...facts,
      actor,
      recovery: { file: registryFile(facts.dataFolder), problem, backups: [...offered] },
    }),
    'recovery.retry': () => attempt(async () => {}),
    'recovery.restore': ({ backup }, { actor }) =>
      attempt(() => {
        const { name, savedAt, configurations } = chosen(offered, backup);
        const detail = `From the backup of ${savedAt}, with ${counted(configurations)}.`;
        return replace(backups.read(name), actor, detail);
      }),
    'recovery.startEmpty': ({ confirmation }, { actor }) =>
      attempt(() => {
        checkConfirmation(confirmation);
        return replace(JSON.stringify(emptyRegistry(salt())), actor, 'As an empty one.');
      }),
  };

  return {
    request: createRouter({
      handlers,
      access,
      // There is no log before there is a registry; what is done here is put on record afterwards.
      recorder: { carryOut: async (_name, _input, _context, act) => act(), denied: async () => {} },
      onUnexpected,
    }),
    onEvent: () => () => {},
    dropClient: () => {},
    close: () => serial.run('registry', async () => {}),
  };
}

function refusingHandlers(problem: () => string): Handlers {
  const refuse = () => {
    throw new AppError(
      'registry-damaged',
      `Nothing can be done before the registry is mended. ${problem()}`,
    );
  };
  // Object.fromEntries forgets which names it was given.
  return Object.fromEntries(Object.keys(routes).map((name) => [name, refuse])) as Record<
    Route,
    () => never
  >;
}

function chosen(offered: readonly Backup[], name: string): Backup {
  const backup = offered.find((one) => one.name === name);
  if (backup !== undefined) return backup;
  throw new AppError('not-found', 'There is no such backup. Choose one of those that are offered.');
}

function checkConfirmation(confirmation: string): void {
  if (confirmation.trim().toLowerCase() === startEmptyConfirmation) return;
  const sentence = `Type "${startEmptyConfirmation}" to confirm.`;
  throw new AppError('invalid-input', sentence, { fields: { confirmation: sentence } });
}

function whereItIs(aside: string | null): string {
  return aside === null
    ? 'There was none.'
    : `The one that could not be read is kept as ${path.basename(aside)}.`;
}

function counted(configurations: number): string {
  return configurations === 1 ? '1 configuration' : `${configurations} configurations`;
}

function alreadyOpen(): AppError {
  return new AppError('conflict', 'The registry is mended already. Load the page anew.');
}
