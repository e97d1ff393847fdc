import type { Configuration } from '#shared/domain/configuration.ts';
import { defaultSettings } from '#shared/domain/settings.ts';
import { configurationFields } from '../../registry/testing/configuration-fields.ts';
import type { RegistryDocument } from '../registry-document.ts';

/** A document of some 70 kB in which every configuration bears the same number, so that a mixture of two shows. */
export function numberedDocument(number: number): RegistryDocument {
  const at = '2026-11-23T09:00:00.000Z';
  const configurations = Array.from({ length: 100 }, (_, index): Configuration => {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const name = `Configuration ${index}`;
    return {
      ...configurationFields({ name, notes: `${number}` }),
      id,
      revision: number,
      createdAt: at,
      updatedAt: at,
    };
  });
  return {
    schemaVersion: 2,
    configurations,
    keys: {},
    keyChanges: {},
    rotatingTo: null,
    defaultId: null,
    settings: defaultSettings,
    members: [],
    actingMemberId: null,
    fingerprintSalt: '0123456789abcdef'.repeat(4),
  };
}
