import { expect, test } from 'vitest';
import { keyMetadata } from '../registry/testing/key-metadata.ts';
import type { RegistryDocument } from './registry-document.ts';
import { registryText } from './registry-text.ts';
import { numberedDocument } from './testing/numbered-document.ts';

const full: RegistryDocument = {
  ...numberedDocument(1),
  keys: { 'a "quoted" id': keyMetadata({ setBy: 'Ada "the first" \u2028' }), other: keyMetadata() },
  defaultId: '00000000-0000-4000-8000-000000000000',
};

test('it is what JSON.stringify writes, the first time and again', () => {
  for (const document of [full, full, { ...full, keys: {}, configurations: [] }]) {
    expect(registryText(document)).toBe(JSON.stringify(document));
  }
});

test('what has changed is written as it is now', () => {
  registryText(full);
  const [first, ...others] = full.configurations;
  if (first === undefined) throw new Error('There is none.');
  const changed = { ...full, configurations: [...others, { ...first, notes: 'changed' }] };
  expect(registryText(changed)).toBe(JSON.stringify(changed));
});
