import type { Workflow, WorkflowStep, WorkflowTrigger } from '../../workflow.ts';
import {
  httpMethods,
  stepIdPattern,
  visiblePattern,
  webhookPathPattern,
  workflowLimits,
  workflowSchemaVersion,
} from './limits.ts';
import { byType, fields, listOf, oneOf, orElse, orNull, type Reader, text } from './reading.ts';

const none = () => null;
const empty = () => [];

const visible = (longest: number) => text({ longest, pattern: visiblePattern, otherwise: 'text' });

const stepId = text({
  longest: workflowLimits.stepId,
  pattern: stepIdPattern,
  otherwise: 'a letter, then letters, digits, hyphens and underscores',
});
const stepIds = listOf(stepId, { most: workflowLimits.steps });

const base = {
  id: stepId,
  name: visible(workflowLimits.stepName),
};
const dependsOn = orElse(stepIds, empty);

const step: Reader<WorkflowStep> = byType<WorkflowStep['type'], WorkflowStep>({
  llm: fields('an llm step', {
    ...base,
    type: oneOf(['llm']),
    dependsOn,
    configuration: orElse(orNull(visible(workflowLimits.name)), none),
    prompt: visible(workflowLimits.prompt),
    systemPrompt: orElse(orNull(text({ longest: workflowLimits.prompt })), none),
  }),
  http: fields('an http step', {
    ...base,
    type: oneOf(['http']),
    dependsOn,
    method: oneOf(httpMethods),
    url: visible(workflowLimits.url),
    headers: orElse(
      listOf(
        fields('a header', {
          name: visible(workflowLimits.headerName),
          value: text({ longest: workflowLimits.headerValue }),
        }),
        { most: workflowLimits.headers },
      ),
      empty,
    ),
    body: orElse(orNull(text({ longest: workflowLimits.prompt })), none),
  }),
  transform: fields('a transform step', {
    ...base,
    type: oneOf(['transform']),
    dependsOn,
    expression: visible(workflowLimits.expression),
  }),
  condition: fields('a condition step', {
    ...base,
    type: oneOf(['condition']),
    dependsOn,
    expression: visible(workflowLimits.expression),
    whenTrue: stepIds,
    whenFalse: orElse(stepIds, empty),
  }),
  approval: fields('an approval step', {
    ...base,
    type: oneOf(['approval']),
    dependsOn,
    message: visible(workflowLimits.prompt),
    approvers: orElse(
      listOf(visible(workflowLimits.stepName), { most: workflowLimits.approvers }),
      empty,
    ),
  }),
});

const trigger: Reader<WorkflowTrigger> = byType<WorkflowTrigger['type'], WorkflowTrigger>({
  manual: fields('a manual trigger', { type: oneOf(['manual']) }),
  schedule: fields('a schedule', {
    type: oneOf(['schedule']),
    cron: visible(workflowLimits.cron),
    timeZone: orElse(orNull(visible(workflowLimits.timeZone)), none),
  }),
  webhook: fields('a webhook', {
    type: oneOf(['webhook']),
    path: text({
      longest: workflowLimits.url,
      pattern: webhookPathPattern,
      otherwise: 'a path such as "/orders": a slash, then letters, digits and . / _ -',
    }),
  }),
  event: fields('an event trigger', {
    type: oneOf(['event']),
    event: visible(workflowLimits.event),
  }),
});

/** Says of a document what its JSON Schema says of it, in sentences, and gives it with its defaults filled in. */
export const readStructure: Reader<Workflow> = fields('a workflow', {
  schemaVersion: oneOf([workflowSchemaVersion]),
  name: visible(workflowLimits.name),
  description: orElse(text({ longest: workflowLimits.description }), () => ''),
  trigger,
  steps: listOf(step, { least: 1, most: workflowLimits.steps }),
});
