/** Three versions of a small schema. */
export const pairVersions: readonly string[] = [
  'CREATE TABLE pairs (half TEXT NOT NULL) STRICT',
  "ALTER TABLE pairs ADD COLUMN note TEXT NOT NULL DEFAULT ''",
  'CREATE INDEX pairs_by_half ON pairs (half)',
];
