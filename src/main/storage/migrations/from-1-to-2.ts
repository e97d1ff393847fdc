import { z } from 'zod';
import type { Migration } from './migration.ts';

const keySchema = z.looseObject({});
const documentSchema = z.looseObject({
  keys: z.record(z.string(), keySchema),
});

/**
 * Version 2 knows members and who of them acted last, approvals of keys, the encryption key that each is under, and
 * changes of keys that have begun. Some of the last versions of 1 wrote a part of it already, which stays.
 */
export const from1To2: Migration = {
  from: 1,
  migrate(given) {
    const document = documentSchema.parse(given);
    const keys = Object.entries(document.keys).map(([id, key]) => [
      id,
      { approvedAt: null, approvedBy: null, encryptedUnder: null, ...key },
    ]);
    return {
      keyChanges: {},
      rotatingTo: null,
      members: [],
      actingMemberId: null,
      ...document,
      schemaVersion: 2,
      keys: Object.fromEntries(keys),
    };
  },
};
