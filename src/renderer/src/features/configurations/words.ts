import type { ConfigurationView, EffectiveDefault } from '#shared/domain/configuration.ts';
import type { OpenaiApi } from '#shared/domain/rules/providers.ts';

/** Why the effective default is the one it is. */
export function defaultReason(effective: EffectiveDefault): string {
  return effective.reason === 'marked' ? 'Default' : 'Default (most recent)';
}

/** Whether something of a key is on record, readable now or not. */
export function hasKey({ key }: ConfigurationView): boolean {
  return key.status === 'stored' || key.status === 'needs-reentry' || key.status === 'unavailable';
}

/** OpenAI's two APIs, by the names OpenAI gives them. */
export const openaiApiWords: Readonly<Record<OpenaiApi, string>> = {
  responses: 'Responses',
  'chat-completions': 'Chat Completions',
};
