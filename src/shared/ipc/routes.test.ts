import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { permissions } from '../domain/member.ts';
import { routes } from './routes.ts';

/** Every free string that an answer may hold. A new one is added here by someone who has made sure it is no secret. */
const knownStrings = new Set([
  // configurations
  'id',
  'name',
  'model',
  'models',
  'baseUrl',
  'systemPrompt',
  'keepAlive',
  'headers',
  'tags',
  'notes',
  'createdAt',
  'updatedAt',
  'removed',
  // what is known of keys
  'hint',
  'fingerprint',
  'setAt',
  'setBy',
  'lastVerifiedAt',
  'lastUsedAt',
  'verifiedAt',
  'approvedAt',
  'approvedBy',
  // the app and the vault
  'version',
  'hostReason',
  'dataFolder',
  'logFolder',
  'generateShortcut',
  'accelerator',
  'file',
  'savedAt',
  'platform',
  'message',
  'code',
  'details',
  'nextStep',
  // members, policy, audit, files
  'actingId',
  'account',
  'path',
  'problem',
  'problems',
  'allowedHosts',
  'time',
  'endedAt',
  'member',
  'detail',
  'fileName',
  'text',
  'needsReentry',
  // runs and local models
  'runId',
  'configurationId',
  'configurationIds',
  'parameterSize',
  'digest',
  'quantisation',
  'family',
  'format',
  'capabilities',
  'parentModel',
  'modifiedAt',
  'expiresAt',
  'template',
  'system',
  'licence',
  'value',
  'at',
  // the usage ledger
  'memberId',
  'memberName',
  'errorCode',
  'startedAt',
  'day',
  'list',
  'listDate',
  'listedAs',
  'notice',
  // the history, which has what a person wrote and a model answered, and nothing of a key in an answer
  'title',
  'follows',
  'prompt',
  'answer',
  'reasoning',
  'content',
  // what stands in Generate, as it was typed there
  'temperature',
  'topP',
  'maxOutputTokens',
  'contextLength',
  // workflows, which are refused where a text in them looks like a key
  'description',
  'configuration',
  'draftId',
  'cron',
  'timeZone',
  'event',
  'expression',
  'url',
  'body',
  'approvers',
  'dependsOn',
  'whenTrue',
  'whenFalse',
  'sentence',
]);

describe('the route table', () => {
  it.each(Object.entries(routes))(
    '%s carries its own name and a real permission',
    (name, route) => {
      expect(route.name).toBe(name);
      expect(permissions).toContain(route.permission);
    },
  );

  it.each(Object.entries(routes))(
    '%s refuses fields that do not belong to its input',
    (_, route) => {
      expect(openObjects(z.toJSONSchema(route.input, { io: 'input' }))).toEqual([]);
    },
  );

  it.each(Object.entries(routes))('%s has no place for a key in its answer', (_, route) => {
    const schema = z.toJSONSchema(route.output);
    expect(openObjects(schema)).toEqual([]);
    expect(freeStrings(schema).filter((name) => !knownStrings.has(name))).toEqual([]);
  });

  it('would notice an answer with a place for a key', () => {
    const leaky = z.toJSONSchema(
      z.strictObject({ deep: z.array(z.strictObject({ apiKey: z.string() })) }),
    );
    expect(freeStrings(leaky)).toEqual(['apiKey']);
    expect(openObjects(z.toJSONSchema(z.looseObject({})))).toHaveLength(1);
    expect(freeStrings(z.toJSONSchema(z.unknown()))).toEqual(['(anything)']);
  });
});

type Schema = z.core.JSONSchema.BaseSchema;

/** Names under which a schema admits free text; `(anything)` where it does not say what it admits. */
function freeStrings(schema: Schema, name = '(root)'): string[] {
  if (schema.enum !== undefined || schema.const !== undefined) return [];
  const inside = children(schema).flatMap(([child, key]) => freeStrings(child, key ?? name));
  if (schema.type === 'string') return [name];
  const saysNothing =
    schema.type === undefined &&
    inside.length === 0 &&
    (schema.anyOf ?? schema.oneOf) === undefined;
  return saysNothing ? ['(anything)'] : inside;
}

/** Objects that admit fields nobody declared. A record with a value schema counts as declared. */
function openObjects(schema: Schema): Schema[] {
  const open = schema.type === 'object' && schema.additionalProperties === undefined;
  const loose = schema.type === 'object' && isEmpty(schema.additionalProperties);
  return [
    ...(open || loose ? [schema] : []),
    ...children(schema).flatMap(([child]) => openObjects(child)),
  ];
}

function isEmpty(value: unknown): boolean {
  return (
    value === true ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}

function children(schema: Schema): [Schema, string?][] {
  const nested: [unknown, string?][] = [
    ...Object.entries(schema.properties ?? {}).map(([key, child]): [unknown, string] => [
      child,
      key,
    ]),
    [schema.additionalProperties],
    [schema.items],
    ...(schema.anyOf ?? []).map((child): [unknown] => [child]),
    ...(schema.oneOf ?? []).map((child): [unknown] => [child]),
    ...(schema.allOf ?? []).map((child): [unknown] => [child]),
  ];
  return nested.filter((entry): entry is [Schema, string?] => typeof entry[0] === 'object');
}
