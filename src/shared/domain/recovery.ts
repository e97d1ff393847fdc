import { z } from 'zod';

/** A good state of the registry, kept from before. */
const backupSchema = z.strictObject({
  name: z.string().max(200),
  savedAt: z.iso.datetime(),
  /** How many configurations it holds. */
  configurations: z.number().int(),
});

/** What was found where the registry should be. Until a person has chosen what to do, nothing is written. */
export const recoverySchema = z.strictObject({
  file: z.string(),
  /** What is wrong with the file, as one sentence that names it. */
  problem: z.string(),
  /** Newest first. */
  backups: z.array(backupSchema),
});

export type Backup = Readonly<z.infer<typeof backupSchema>>;
export type Recovery = Readonly<z.infer<typeof recoverySchema>>;
