import { type Role, roles } from '#shared/domain/member.ts';
import { nameProblem, normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import { looksLikeKey } from '#shared/domain/rules/secret-shape.ts';
import { AppError } from '#shared/errors.ts';

/** Names that the audit log gives to who is no member; a member of that name could pass for them. */
const reservedNames = new Set(['nobody', 'keywell']);

/** The name as it is kept. Throws `invalid-input` for one that cannot be used, or is among `others`. */
export function checkedName(name: string, others: readonly string[]): string {
  const trimmed = name.trim().normalize('NFC');
  const form = normalisedName(trimmed);
  const problem = looksLikeKey(trimmed)
    ? 'This looks like a key. Enter a name.'
    : reservedNames.has(form)
      ? 'Keywell uses this name itself. Choose another.'
      : nameProblem(trimmed);
  if (problem !== null) throw refused('name', problem);
  if (others.some((other) => normalisedName(other) === form)) {
    throw refused('name', 'There is a member of this name already. Choose another name.');
  }
  return trimmed;
}

/** The roles, each once, in the order of the table. Throws `invalid-input` when there are none. */
export function checkedRoles(given: readonly Role[]): Role[] {
  const held = roles.filter((role) => given.includes(role));
  if (held.length === 0) throw refused('roles', 'A member has at least one role. Choose one.');
  return held;
}

/** An `invalid-input` that concerns one field. */
export function refused(field: string, sentence: string): AppError {
  return new AppError('invalid-input', sentence, { fields: { [field]: sentence } });
}
