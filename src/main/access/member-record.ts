import { z } from 'zod';
import { memberSchema } from '#shared/domain/member.ts';
import { passcodeHashSchema } from './passcode.ts';

/** A member as the registry keeps it. */
export const memberRecordSchema = memberSchema
  .omit({ hasPasscode: true, rolesFixed: true })
  .extend({
    passcode: passcodeHashSchema.nullable(),
    /** Tries at the passcode since it was last right, and when the next one is taken. */
    failures: z.number().int(),
    retryAt: z.iso.datetime().nullable(),
  });

export type MemberRecord = Readonly<z.infer<typeof memberRecordSchema>>;
