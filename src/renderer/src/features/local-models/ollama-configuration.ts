import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import { normalisedName } from '#shared/domain/rules/configuration-rules.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';

/**
 * A configuration of a model that Ollama has installed, everything else left to Ollama.
 *
 * @param baseUrl where Ollama was found
 * @param taken names already in use
 * @param contextLength in tokens; null leaves it to Ollama
 */
export function ollamaConfiguration(
  model: string,
  baseUrl: string,
  taken: readonly string[],
  contextLength: number | null = null,
): ConfigurationFields {
  return {
    name: freeName(model.replace(/:latest$/, ''), taken),
    provider: 'ollama',
    model,
    baseUrl: baseUrl === providerFacts.ollama.defaultBaseUrl ? null : baseUrl,
    authentication: 'none',
    allowUnencrypted: false,
    temperature: null,
    topP: null,
    maxOutputTokens: null,
    systemPrompt: null,
    contextLength,
    keepAlive: null,
    openaiApi: 'responses',
    headers: {},
    connectTimeoutMs: null,
    firstTokenTimeoutMs: null,
    idleTimeoutMs: null,
    tags: [],
    notes: '',
  };
}

/** `wanted`, cut to what a name may have, with a number if somebody has it already. */
function freeName(wanted: string, taken: readonly string[]): string {
  const base = [...wanted].slice(0, 70).join('');
  const inUse = new Set(taken.map(normalisedName));
  let name = base;
  for (let number = 2; inUse.has(normalisedName(name)); number += 1) name = `${base} ${number}`;
  return name;
}
