import type { Configuration, ConfigurationFields } from '#shared/domain/configuration.ts';
import type { ExportFile } from '#shared/domain/transfer.ts';

/** The text of a file that holds `configurations`, and of their keys nothing at all. */
export function exportText(configurations: readonly Configuration[], at: Date): string {
  const file: ExportFile = {
    format: 'keywell-configurations',
    version: 1,
    exportedAt: at.toISOString(),
    configurations: configurations.map(fieldsOf),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @example exportFileName(new Date()) // 'keywell-configurations-2026-11-23.json' */
export function exportFileName(at: Date): string {
  return `keywell-configurations-${at.toISOString().slice(0, 10)}.json`;
}

/** Field by field, so that nothing goes out that was not named here. */
export function fieldsOf(configuration: Configuration): ConfigurationFields {
  return {
    name: configuration.name,
    provider: configuration.provider,
    model: configuration.model,
    openaiApi: configuration.openaiApi,
    baseUrl: configuration.baseUrl,
    authentication: configuration.authentication,
    allowUnencrypted: configuration.allowUnencrypted,
    temperature: configuration.temperature,
    topP: configuration.topP,
    maxOutputTokens: configuration.maxOutputTokens,
    systemPrompt: configuration.systemPrompt,
    contextLength: configuration.contextLength,
    keepAlive: configuration.keepAlive,
    headers: configuration.headers,
    connectTimeoutMs: configuration.connectTimeoutMs,
    firstTokenTimeoutMs: configuration.firstTokenTimeoutMs,
    idleTimeoutMs: configuration.idleTimeoutMs,
    tags: configuration.tags,
    notes: configuration.notes,
  };
}
