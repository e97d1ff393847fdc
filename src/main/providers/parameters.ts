import type { Configuration } from '#shared/domain/configuration.ts';

/** The parameters that every provider takes, by the configuration's names. */
const common = ['temperature', 'topP', 'maxOutputTokens'] as const;

type Common = (typeof common)[number];

/** Those parameters of a configuration that are set, under the provider's own names. */
export function parametersOf(
  configuration: Pick<Configuration, Common>,
  names: Readonly<Record<Common, string>>,
): Readonly<Record<string, number>> {
  const set: Record<string, number> = {};
  for (const parameter of common) {
    const value = configuration[parameter];
    if (value !== null) set[names[parameter]] = value;
  }
  return set;
}
