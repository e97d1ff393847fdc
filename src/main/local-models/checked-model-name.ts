import { modelNameProblem } from '#shared/domain/rules/local-model-rules.ts';
import { AppError } from '#shared/errors.ts';

/**
 * The name without white space around it. Throws `invalid-input` for what no model is called: a key may have been
 * pasted, which must go neither to a server nor into an error.
 */
export function checkedModelName(given: string, field = 'name'): string {
  const problem = modelNameProblem(given);
  if (problem !== null)
    throw new AppError('invalid-input', problem, { fields: { [field]: problem } });
  return given.trim();
}
