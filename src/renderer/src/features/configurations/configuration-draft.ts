import type { ConfigurationFields } from '#shared/domain/configuration.ts';
import type { PolicyView } from '#shared/domain/policy.ts';
import { destinationProblems } from '#shared/domain/rules/allowed-destination.ts';
import { configurationProblems } from '#shared/domain/rules/configuration-rules.ts';
import { type OpenaiApi, type ProviderId, providerFacts } from '#shared/domain/rules/providers.ts';

export interface HeaderDraft {
  /** Tells rows apart while they are typed in. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

/** A configuration as it stands in the form: numbers are still text, times are in seconds. */
export interface ConfigurationDraft {
  name: string;
  provider: ProviderId;
  model: string;
  baseUrl: string;
  needsKey: boolean;
  allowUnencrypted: boolean;
  temperature: string;
  topP: string;
  maxOutputTokens: string;
  systemPrompt: string;
  contextLength: string;
  keepAlive: string;
  openaiApi: OpenaiApi;
  headers: HeaderDraft[];
  connectTimeout: string;
  firstTokenTimeout: string;
  idleTimeout: string;
  tags: string[];
  notes: string;
}

export type DraftField = keyof ConfigurationDraft;
export type DraftProblems = Partial<Record<DraftField, string>>;

/** Fields that the Advanced section holds: it opens when one of them is refused. */
export const advancedFields: readonly DraftField[] = [
  'topP',
  'keepAlive',
  'openaiApi',
  'headers',
  'connectTimeout',
  'firstTokenTimeout',
  'idleTimeout',
  'tags',
  'notes',
  'allowUnencrypted',
  'needsKey',
];

/** Fields of the record that go by another name in the form. */
const renamed: Partial<Record<string, DraftField>> = {
  authentication: 'needsKey',
  connectTimeoutMs: 'connectTimeout',
  firstTokenTimeoutMs: 'firstTokenTimeout',
  idleTimeoutMs: 'idleTimeout',
};

/** What policy has to say about a draft; null while that is not known, and main has the only word. */
type Allowed = Pick<PolicyView, 'allowedProviders' | 'allowedHosts'> | null;

/** What a new configuration starts with: what needs neither an account nor a key, or else the first that is allowed. */
function firstProvider(allowed: Allowed): ProviderId {
  const providers = allowed?.allowedProviders ?? [];
  return providers.includes('ollama') ? 'ollama' : (providers[0] ?? 'ollama');
}

/** Whether a new configuration of this provider starts out needing a key. */
export function needsKeyAtFirst(provider: ProviderId): boolean {
  return provider !== 'ollama';
}

/** The form's first content: of an existing record, or of a new one with some fields given. */
export function draftOf(
  fields: Partial<ConfigurationFields>,
  allowed: Allowed = null,
): ConfigurationDraft {
  const provider = fields.provider ?? firstProvider(allowed);
  return {
    name: fields.name ?? '',
    provider,
    model: fields.model ?? '',
    baseUrl: fields.baseUrl ?? '',
    needsKey:
      fields.authentication === undefined
        ? needsKeyAtFirst(provider)
        : fields.authentication === 'key',
    allowUnencrypted: fields.allowUnencrypted ?? false,
    temperature: textOf(fields.temperature),
    topP: textOf(fields.topP),
    maxOutputTokens: textOf(fields.maxOutputTokens),
    systemPrompt: fields.systemPrompt ?? '',
    contextLength: textOf(fields.contextLength),
    keepAlive: fields.keepAlive ?? '',
    openaiApi: fields.openaiApi ?? 'responses',
    headers: Object.entries(fields.headers ?? {}).map(([name, value]) => headerDraft(name, value)),
    connectTimeout: secondsOf(fields.connectTimeoutMs),
    firstTokenTimeout: secondsOf(fields.firstTokenTimeoutMs),
    idleTimeout: secondsOf(fields.idleTimeoutMs),
    tags: [...(fields.tags ?? [])],
    notes: fields.notes ?? '',
  };
}

export function headerDraft(name = '', value = ''): HeaderDraft {
  return { key: crypto.randomUUID(), name, value };
}

/** The record that the form stands for. Text that is no number becomes NaN, which the rules refuse. */
export function fieldsOf(draft: ConfigurationDraft): ConfigurationFields {
  const ollama = draft.provider === 'ollama';
  const keyIsOptional = providerFacts[draft.provider].key === 'optional';
  return {
    name: draft.name.trim(),
    provider: draft.provider,
    model: draft.model.trim(),
    baseUrl: orNull(draft.baseUrl),
    authentication: keyIsOptional && !draft.needsKey ? 'none' : 'key',
    allowUnencrypted: draft.allowUnencrypted,
    temperature: numberOf(draft.temperature),
    topP: numberOf(draft.topP),
    maxOutputTokens: numberOf(draft.maxOutputTokens),
    systemPrompt: draft.systemPrompt.trim() === '' ? null : draft.systemPrompt,
    contextLength: ollama ? numberOf(draft.contextLength) : null,
    keepAlive: ollama ? orNull(draft.keepAlive) : null,
    openaiApi: draft.provider === 'openai' ? draft.openaiApi : 'responses',
    headers: Object.fromEntries(
      filledIn(draft.headers).map(({ name, value }) => [name.trim(), value.trim()]),
    ),
    connectTimeoutMs: millisecondsOf(draft.connectTimeout),
    firstTokenTimeoutMs: millisecondsOf(draft.firstTokenTimeout),
    idleTimeoutMs: millisecondsOf(draft.idleTimeout),
    tags: draft.tags.map((tag) => tag.trim()),
    notes: draft.notes,
  };
}

/** What main would refuse, but for a name that is taken. Empty when there is nothing. */
export function draftProblems(draft: ConfigurationDraft, allowed: Allowed): DraftProblems {
  const fields = fieldsOf(draft);
  const problems: DraftProblems = {
    ...(allowed === null ? {} : destinationProblems(allowed, fields)),
    ...asDraftProblems(configurationProblems(fields)),
  };
  for (const field of ['connectTimeout', 'firstTokenTimeout', 'idleTimeout'] as const) {
    if (problems[field] !== undefined) {
      problems[field] = 'A timeout is a number of seconds from 0.1 to 86,400.';
    }
  }
  const headers = headerListProblem(draft.headers);
  if (headers !== null) problems.headers = headers;
  return problems;
}

/** Sentences by the record's field names, under the names they have in the form. */
export function asDraftProblems(problems: Readonly<Record<string, string>>): DraftProblems {
  return Object.fromEntries(
    Object.entries(problems).map(([field, sentence]) => [renamed[field] ?? field, sentence]),
  );
}

/** What would be lost on the way from a list to a record. */
function headerListProblem(headers: readonly HeaderDraft[]): string | null {
  const names = filledIn(headers).map(({ name }) => name.trim().toLowerCase());
  if (names.includes('')) return 'Enter the name of each header.';
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? null : `The header "${twice}" is given twice.`;
}

function filledIn(headers: readonly HeaderDraft[]): readonly HeaderDraft[] {
  return headers.filter(({ name, value }) => name.trim() !== '' || value.trim() !== '');
}

function textOf(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function secondsOf(milliseconds: number | null | undefined): string {
  return textOf(typeof milliseconds === 'number' ? milliseconds / 1000 : milliseconds);
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function millisecondsOf(seconds: string): number | null {
  const value = numberOf(seconds);
  return value === null ? null : Math.round(value * 1000);
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
