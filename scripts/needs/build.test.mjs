import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stampOf } from './build.mjs';

describe('the stamp of a build', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keywell-stamp-'));
    mkdirSync(join(folder, 'src', 'main'), { recursive: true });
    writeFileSync(join(folder, 'src', 'main', 'index.ts'), 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const stamp = () => stampOf([join(folder, 'src'), join(folder, 'config.ts')]);
  const write = (path, text) => writeFileSync(join(folder, path), text);

  it('stays while nothing changes', () => {
    expect(stamp()).toBe(stamp());
  });

  it.each([
    ['a source changes', () => write('src/main/index.ts', 'longer')],
    ['a source is added', () => write('src/main/web.ts', '')],
    ['a source goes', () => rmSync(join(folder, 'src', 'main', 'index.ts'))],
    ['a configuration comes', () => write('config.ts', '')],
  ])('changes when %s', (_name, change) => {
    const before = stamp();
    change();
    expect(stamp()).not.toBe(before);
  });

  it('takes no notice of tests', () => {
    const before = stamp();
    write('src/main/index.test.ts', 'test');
    expect(stamp()).toBe(before);
  });
});
