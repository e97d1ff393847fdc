import { AppError } from '#shared/errors.ts';

/** A JSON Schema that an answer is to keep to. Every field required, no field open, no bounds: as strict modes want it. */
export type AnswerSchema = Readonly<Record<string, unknown>>;

/** How a schema is called on wires that want a name for it. */
export const schemaName = 'answer';

/** `response_format`, as OpenAI's Chat Completions began it and Mistral has it too. */
export function responseFormat(schema: AnswerSchema) {
  return { type: 'json_schema', json_schema: { name: schemaName, strict: true, schema } };
}

const aboutSchema =
  /response_?format|json_?schema|json_?mode|output_config|output_format|text\.format|response_?schema|response_?mime|structured output|\bschema\b|\bgrammar\b|\bformat\b/i;

/** True where a request was refused, so that nothing has come of it, for the schema it asked the answer to keep to. */
export function refusesSchema(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const { status, details = '' } = error.data ?? {};
  return (status === 400 || status === 422) && aboutSchema.test(details);
}
