import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type PolicyFile, policyFileSchema } from '#shared/domain/policy.ts';
import { canonicalHost } from '#shared/domain/rules/allowed-hosts.ts';

/**
 * Where the machine's administrator puts the policy file. Fixed, and no variable of the environment has a say in it:
 * whoever starts Keywell could set one to look elsewhere.
 */
export function policyPath(platform: string): string {
  switch (platform) {
    case 'win32':
      return 'C:\\ProgramData\\Keywell\\policy.json';
    case 'darwin':
      return '/Library/Application Support/Keywell/policy.json';
    default:
      return '/etc/keywell/policy.json';
  }
}

/** What was found where the policy file is looked for. `rejected`: something that cannot be relied on, and why. */
export type FoundPolicy =
  | { readonly state: 'none' }
  | { readonly state: 'in-force'; readonly file: PolicyFile; readonly text: string }
  | { readonly state: 'rejected'; readonly problem: string };

/** Reads the policy file, if it is one that only the administrator can have written. Never throws. */
export function readPolicyFile(path: string): FoundPolicy {
  let text: string;
  try {
    const problem = writableByOthers(path);
    if (problem !== null) return { state: 'rejected', problem };
    text = readTrusted(path);
  } catch (error) {
    if (error instanceof Untrusted) return { state: 'rejected', problem: error.message };
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? { state: 'none' } : { state: 'rejected', problem: 'It cannot be read.' };
  }
  return parsed(text);
}

/** Why a file cannot be relied on. */
class Untrusted extends Error {}

function parsed(text: string): FoundPolicy {
  let value: unknown;
  try {
    // Windows' own editor begins files with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { state: 'rejected', problem: 'It is not JSON.' };
  }
  const result = policyFileSchema.safeParse(value);
  if (!result.success) return { state: 'rejected', problem: faultOf(result.error.issues[0]) };
  const unusable = (result.data.allowedHosts ?? []).find((host) => canonicalHost(host) === null);
  if (unusable !== undefined) {
    const problem = `"${unusable}" in its field "allowedHosts" is not the name of a host. Write only the host, without scheme, port or path.`;
    return { state: 'rejected', problem };
  }
  return { state: 'in-force', file: result.data, text };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly keys?: readonly string[];
}

function faultOf(issue: Issue | undefined): string {
  const unknown = issue?.keys?.[0];
  if (unknown !== undefined) return `It has a field "${unknown}", which Keywell does not know.`;
  const at = issue?.path.join('.') ?? '';
  return at === '' ? 'It does not hold a policy.' : `Its field "${at}" is not valid.`;
}

/** Looks at the very file that is read, so that it cannot be exchanged in between. */
function readTrusted(path: string): string {
  if (!statSync(path).isFile()) throw new Untrusted('It is not a file.');
  const descriptor = openSync(path, 'r');
  try {
    const problem = faultOfRights(fstatSync(descriptor), 'It');
    if (problem !== null) throw new Untrusted(problem);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Whoever can write a folder on the way to the file can put another in its place. Checked along the path as it is
 * written and as symbolic links lead. Windows has other rights, and its own guard over %ProgramData%.
 */
function writableByOthers(path: string): string | null {
  if (process.platform === 'win32') return null;
  const real = realpathSync(path);
  for (const folder of new Set([...foldersAbove(path), ...foldersAbove(real)])) {
    const stats = statSync(folder);
    // In a folder with the sticky bit, such as /tmp, only the owner of an entry can exchange it.
    const sticky = (stats.mode & 0o1000) !== 0 && stats.uid === 0;
    const problem = sticky ? null : faultOfRights(stats, `The folder ${folder}`);
    if (problem !== null) return problem;
  }
  return null;
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

function faultOfRights({ uid, mode }: Stats, what: string): string | null {
  if (process.platform === 'win32') return null;
  if (uid !== 0) return `${what} does not belong to the administrator (root).`;
  return (mode & 0o022) === 0 ? null : `${what} can be written by others than the administrator.`;
}
