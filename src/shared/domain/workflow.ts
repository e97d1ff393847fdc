import { z } from 'zod';
import {
  httpMethods,
  stepIdPattern,
  visiblePattern,
  webhookPathPattern,
  workflowLimits,
  workflowSchemaVersion,
} from './rules/workflow/limits.ts';

/** Text of 1 to `longest` characters, counted as JSON Schema counts them, of which one can be seen. */
function text(longest: number) {
  return bounded(longest).regex(visiblePattern);
}

function bounded(longest: number) {
  return z
    .string()
    .refine((value) => [...value].length <= longest)
    .meta({ maxLength: longest });
}

const stepIdSchema = bounded(workflowLimits.stepId)
  .regex(stepIdPattern)
  .describe('A letter, then letters, digits, hyphens and underscores. Unique in the workflow.');

const stepIds = z.array(stepIdSchema).max(workflowLimits.steps);

const stepBase = {
  id: stepIdSchema,
  name: text(workflowLimits.stepName).describe('What a person reads in the graph.'),
};
const dependsOn = stepIds
  .default([])
  .describe('Ids of the steps that must be over before this one begins. No cycles.');

/** Text of a step may refer to what others gave: `{{steps.ID.output}}`, `{{trigger}}`, `{{secrets.NAME}}`. */
const workflowStepSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      ...stepBase,
      type: z.literal('llm'),
      dependsOn,
      configuration: text(workflowLimits.name)
        .nullable()
        .default(null)
        .describe('Name of a Keywell configuration; null for the default one. Never a key.'),
      prompt: text(workflowLimits.prompt),
      systemPrompt: bounded(workflowLimits.prompt).nullable().default(null),
    })
    .describe('Asks a language model.'),
  z
    .strictObject({
      ...stepBase,
      type: z.literal('http'),
      dependsOn,
      method: z.enum(httpMethods),
      url: text(workflowLimits.url).describe('http or https, without credentials.'),
      headers: z
        .array(
          z.strictObject({
            name: text(workflowLimits.headerName),
            value: bounded(workflowLimits.headerValue),
          }),
        )
        .max(workflowLimits.headers)
        .default([])
        .describe('Credentials only as {{secrets.NAME}}, never as such.'),
      body: bounded(workflowLimits.prompt).nullable().default(null),
    })
    .describe('Sends an HTTP request.'),
  z
    .strictObject({
      ...stepBase,
      type: z.literal('transform'),
      dependsOn,
      expression: text(workflowLimits.expression),
    })
    .describe('Computes a value from the outputs of earlier steps.'),
  z
    .strictObject({
      ...stepBase,
      type: z.literal('condition'),
      dependsOn,
      expression: text(workflowLimits.expression).describe('True or false.'),
      whenTrue: stepIds.describe('Ids of the steps that begin where the expression is true.'),
      whenFalse: stepIds
        .default([])
        .describe('Ids of the steps that begin where the expression is false.'),
    })
    .describe('Decides which steps begin.'),
  z
    .strictObject({
      ...stepBase,
      type: z.literal('approval'),
      dependsOn,
      message: text(workflowLimits.prompt).describe('What the person who approves is asked.'),
      approvers: z
        .array(text(workflowLimits.stepName))
        .max(workflowLimits.approvers)
        .default([])
        .describe('People or roles; empty for anybody.'),
    })
    .describe('Waits for a person.'),
]);

const workflowTriggerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('manual') }).describe('A person starts it.'),
  z
    .strictObject({
      type: z.literal('schedule'),
      cron: text(workflowLimits.cron).describe('Minute, hour, day of month, month, day of week.'),
      timeZone: text(workflowLimits.timeZone)
        .nullable()
        .default(null)
        .describe('As the IANA database names it; null for that of the machine.'),
    })
    .describe('Starts by the clock.'),
  z
    .strictObject({
      type: z.literal('webhook'),
      path: bounded(workflowLimits.url).regex(webhookPathPattern),
    })
    .describe('Starts with a request to a path.'),
  z
    .strictObject({ type: z.literal('event'), event: text(workflowLimits.event) })
    .describe('Starts when something of this name happens.'),
]);

/** A workflow document. What a schema cannot say (ids that exist, no cycles) `validateWorkflow` checks. */
export const workflowSchema = z.strictObject({
  schemaVersion: z.literal(workflowSchemaVersion),
  name: text(workflowLimits.name),
  description: bounded(workflowLimits.description).default(''),
  trigger: workflowTriggerSchema,
  steps: z.array(workflowStepSchema).min(1).max(workflowLimits.steps),
});

export type Workflow = Readonly<z.infer<typeof workflowSchema>>;
export type WorkflowStep = Readonly<z.infer<typeof workflowStepSchema>>;
export type WorkflowTrigger = Readonly<z.infer<typeof workflowTriggerSchema>>;
export type StepType = WorkflowStep['type'];
export type TriggerType = WorkflowTrigger['type'];
