/**
 * One step from a version of the registry file to the next. Pure, and written against what the older version really
 * wrote, never against today's schema, which goes on changing.
 */
export interface Migration {
  readonly from: number;
  /** Throws for a document that the older version cannot have written. */
  migrate(document: unknown): unknown;
}
