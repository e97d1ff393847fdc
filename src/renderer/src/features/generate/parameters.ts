import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { configurationProblems } from '#shared/domain/rules/configuration-rules.ts';
import type { ProviderId } from '#shared/domain/rules/providers.ts';
import type { RunParameters } from '#shared/domain/run.ts';
import type { ParameterTexts } from '../../stores/draft.ts';

export type ParameterName = keyof ParameterTexts;

export const parameterLabels: Readonly<Record<ParameterName, string>> = {
  temperature: 'Temperature',
  topP: 'Top-p',
  maxOutputTokens: 'Max output tokens',
  contextLength: 'Context length',
};

/** The parameters that a run of this provider can have. */
export function parameterNames(provider: ProviderId | undefined): readonly ParameterName[] {
  const all: readonly ParameterName[] = ['temperature', 'topP', 'maxOutputTokens', 'contextLength'];
  return provider === 'ollama' ? all : all.filter((name) => name !== 'contextLength');
}

/** What was typed, as numbers. Text that is no number becomes NaN, which the rules refuse. */
export function parametersOf(
  texts: ParameterTexts,
  provider: ProviderId | undefined,
): RunParameters {
  const given = parameterNames(provider).filter((name) => texts[name].trim() !== '');
  return Object.fromEntries(given.map((name) => [name, Number(texts[name])]));
}

/** Why what was typed is refused, by parameter. Empty when it is fine. */
export function parameterProblems(
  texts: ParameterTexts,
  configuration: ConfigurationView,
): Readonly<Partial<Record<ParameterName, string>>> {
  const given = parametersOf(texts, configuration.provider);
  const problems = configurationProblems({ ...configuration, ...definite(given) });
  return Object.fromEntries(
    parameterNames(configuration.provider).flatMap((name) => {
      const problem = given[name] === undefined ? undefined : problems[name];
      return problem === undefined ? [] : [[name, problem]];
    }),
  );
}

/** `Temperature 0.2, Max output tokens 64`; empty where nothing differs from the configuration. */
export function parametersText(parameters: RunParameters): string {
  return Object.entries(definite(parameters))
    .map(([name, value]) => `${labelOf(name)} ${value ?? 'as the provider has it'}`)
    .join(', ');
}

function labelOf(name: string): string {
  return Object.entries(parameterLabels).find(([known]) => known === name)?.[1] ?? name;
}

function definite(parameters: RunParameters): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    Object.entries(parameters).filter(
      (entry): entry is [string, number | null] => entry[1] !== undefined,
    ),
  );
}
