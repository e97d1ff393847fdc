import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceRegistry } from './replace-registry.ts';

let folder: string;
let file: string;
const now = new Date('2026-11-23T10:01:02.345Z');
const asideName = 'registry.damaged-2026-11-23T100102.345Z.json';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keywell-replace-'));
  file = path.join(folder, 'registry.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the damaged file stays beside the one that takes its place', () => {
  writeFileSync(file, 'damaged');
  expect(replaceRegistry(folder, 'good', now)).toBe(path.join(folder, asideName));
  expect(readFileSync(file, 'utf8')).toBe('good');
  expect(readFileSync(path.join(folder, asideName), 'utf8')).toBe('damaged');
  expect(readdirSync(folder).toSorted()).toEqual([asideName, 'registry.json']);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('where there is none, there is none to put aside', () => {
  expect(replaceRegistry(folder, 'good', now)).toBeNull();
  expect(readdirSync(folder)).toEqual(['registry.json']);
});

test('what is no file at all is put aside too', () => {
  mkdirSync(path.join(file, 'inside'), { recursive: true });
  replaceRegistry(folder, 'good', now);
  expect(readFileSync(file, 'utf8')).toBe('good');
  expect(readdirSync(path.join(folder, asideName))).toEqual(['inside']);
});

test('a replacement that cannot be written leaves everything where it is', () => {
  writeFileSync(file, 'damaged');
  mkdirSync(path.join(folder, 'registry.json.tmp-mended'));
  expect(() => replaceRegistry(folder, 'good', now)).toThrow(/could not be replaced/);
  expect(readFileSync(file, 'utf8')).toBe('damaged');
  expect(readdirSync(folder)).toHaveLength(2);
});
