import type { Configuration } from '#shared/domain/configuration.ts';
import { isSimulatedUrl } from '#shared/domain/rules/endpoint.ts';
import type { RunConfiguration } from '#shared/domain/run.ts';

/** What is remembered of a configuration with what was run. */
export function runConfiguration({
  id,
  name,
  provider,
  model,
  baseUrl,
}: Configuration): RunConfiguration {
  return { id, name, provider, model, simulated: isSimulatedUrl(baseUrl) };
}
