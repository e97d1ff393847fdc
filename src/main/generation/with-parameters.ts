import type { Configuration } from '#shared/domain/configuration.ts';
import { configurationProblems } from '#shared/domain/rules/configuration-rules.ts';
import type { RunParameters } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';

/** The configuration as one run has it. Throws `invalid-input` for a parameter that no configuration may have. */
export function withParameters(
  configuration: Configuration,
  parameters: RunParameters,
): Configuration {
  const changed: Configuration = {
    ...configuration,
    ...Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)),
  };
  const problems = Object.entries(configurationProblems(changed)).filter(([field]) =>
    Object.hasOwn(parameters, field),
  );
  const first = problems[0]?.[1];
  if (first === undefined) return changed;
  throw new AppError('invalid-input', `The run was not started. ${first}`, {
    fields: Object.fromEntries(problems),
  });
}
