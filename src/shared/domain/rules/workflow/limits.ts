/** What a workflow document may hold; lengths in characters as a reader counts them (code points). */

export const workflowSchemaVersion = 1 as const;

export const stepTypes = ['llm', 'http', 'transform', 'condition', 'approval'] as const;

export const triggerTypes = ['manual', 'schedule', 'webhook', 'event'] as const;

export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

export const workflowLimits = {
  name: 80,
  description: 4_000,
  steps: 500,
  stepId: 64,
  stepName: 200,
  prompt: 20_000,
  expression: 10_000,
  url: 2_000,
  headers: 50,
  headerName: 200,
  headerValue: 4_000,
  cron: 100,
  timeZone: 100,
  event: 200,
  approvers: 50,
} as const;

/** How a step is called by others: it goes into templates and expressions, so it is one plain word. */
export const stepIdPattern = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** Something that can be seen. */
export const visiblePattern = /\S/;

export const webhookPathPattern = /^\/[A-Za-z0-9/_.-]*$/;
