import { isDeepStrictEqual } from 'node:util';
import type { ConfigurationFields } from '#shared/domain/configuration.ts';

/** What the fields are called on the audit log. */
const labels: Readonly<Record<keyof ConfigurationFields, string>> = {
  name: 'name',
  provider: 'provider',
  model: 'model',
  openaiApi: 'OpenAI API',
  baseUrl: 'base URL',
  authentication: 'authentication',
  allowUnencrypted: 'allow unencrypted',
  temperature: 'temperature',
  topP: 'top-p',
  maxOutputTokens: 'max output tokens',
  systemPrompt: 'system prompt',
  contextLength: 'context length',
  keepAlive: 'keep-alive',
  headers: 'headers',
  connectTimeoutMs: 'connect timeout',
  firstTokenTimeoutMs: 'first token timeout',
  idleTimeoutMs: 'idle timeout',
  tags: 'tags',
  notes: 'notes',
};

/** The names of the fields that differ, without what is in them. */
export function changedFields(
  before: ConfigurationFields,
  after: ConfigurationFields,
): readonly string[] {
  const fields = Object.keys(labels) as (keyof ConfigurationFields)[];
  return fields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => labels[field]);
}
