import { z } from 'zod';
import { configurationSchema } from '#shared/domain/configuration.ts';
import {
  encryptionKeyCheckSchema,
  keyChangeSchema,
  keyMetadataSchema,
} from '#shared/domain/key.ts';
import { defaultSettings, settingsSchema } from '#shared/domain/settings.ts';
import { memberRecordSchema } from '../access/member-record.ts';

/** Grows with every change of the schema below; each has its step in migrations/. */
export const schemaVersion = 2;

/** The whole of `registry.json`. */
export const registryDocumentSchema = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  /** In order of creation. */
  configurations: z.array(configurationSchema),
  /** Configuration id → what is remembered of its key. */
  keys: z.record(z.uuid(), keyMetadataSchema),
  /** Configuration id → the change of its key that has begun. The configuration may be gone. */
  keyChanges: z.record(z.uuid(), keyChangeSchema),
  /** The encryption key that is about to take the place of the one in force; null when none is. */
  rotatingTo: encryptionKeyCheckSchema.nullable(),
  /** The configuration marked as default. */
  defaultId: z.uuid().nullable(),
  settings: settingsSchema.extend({
    // Not asked for before there was a history, or a shortcut.
    keepHistory: settingsSchema.shape.keepHistory.default(defaultSettings.keepHistory),
    generateShortcut: settingsSchema.shape.generateShortcut.default(
      defaultSettings.generateShortcut,
    ),
  }),
  /** In order of their being added. Empty until the first start has written its Owner. */
  members: z.array(memberRecordSchema),
  /** The member who acted last. */
  actingMemberId: z.uuid().nullable(),
  /** Random, made with the workspace: the HMAC key of fingerprints. 32 bytes, hex. Not a secret on its own. */
  fingerprintSalt: z.string().regex(/^[0-9a-f]{64}$/),
});

export type RegistryDocument = Readonly<z.infer<typeof registryDocumentSchema>>;

/** What a new workspace begins with. */
export function emptyRegistry(fingerprintSalt: string): RegistryDocument {
  return {
    schemaVersion,
    configurations: [],
    keys: {},
    keyChanges: {},
    rotatingTo: null,
    defaultId: null,
    settings: defaultSettings,
    members: [],
    actingMemberId: null,
    fingerprintSalt,
  };
}

/** Where the document is kept. `write` is atomic and throws `storage-failed` when it could not be done. */
export interface RegistryStorage {
  /** Null when there is no file yet. Throws `registry-damaged` for a file that cannot be read or does not parse. */
  read(): RegistryDocument | null;
  write(document: RegistryDocument): void;
}
