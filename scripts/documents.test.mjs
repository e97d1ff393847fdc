import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inProject } from './needs/project.mjs';

const documents = ['docs/security.md', 'docs/threat-model.md', 'README.md', ...adrs()];

function adrs() {
  return readdirSync(inProject('docs', 'adr'))
    .sort()
    .map((name) => `docs/adr/${name}`);
}

/** What is written as code and looks like a path of the project. */
function pathsIn(text) {
  const code = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path);
  return code.filter((path) =>
    /^(?:src|e2e|scripts|lint|docs|bench|build|\.github)\/[\w./@-]+\.\w+$/.test(path),
  );
}

function linksIn(text) {
  return [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, link]) => link)
    .filter((link) => !/^https?:/.test(link));
}

describe.each(documents)('%s', (name) => {
  const text = readFileSync(inProject(name), 'utf8');

  it('names no file that is not there', () => {
    expect(pathsIn(text).filter((path) => !existsSync(inProject(path)))).toEqual([]);
  });

  it('links to no file that is not there', () => {
    expect(linksIn(text).filter((link) => !existsSync(join(inProject(name), '..', link)))).toEqual(
      [],
    );
  });
});

it('numbers decisions one after the other, in the name of the file as in its heading', () => {
  const numbers = adrs().map((name) => [
    Number.parseInt(name.slice('docs/adr/'.length), 10),
    Number.parseInt(readFileSync(inProject(name), 'utf8').slice('# '.length), 10),
  ]);
  expect(numbers).toEqual(numbers.map((_, index) => [index + 1, index + 1]));
});

describe('the walk through Electron’s checklist', () => {
  const text = readFileSync(inProject('docs', 'security.md'), 'utf8');
  const items =
    text
      .split(/^## /m)[1]
      ?.split(/^(?=\d+\. \*\*)/m)
      .slice(1) ?? [];

  it('has all twenty items, in its order', () => {
    expect(items.map((item) => Number.parseInt(item, 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it.each(items.map((item) => [item.split('\n')[0], item]))('says where: %s', (_title, item) => {
    expect(item).toMatch(/`[\w./-]+\.(?:ts|mjs|json)`|in the same place/);
  });

  it.each(items.map((item) => [item.split('\n')[0], item]))(
    'says what proves it: %s',
    (title, item) => {
      // Whether a newer Electron is out is the one thing that no test can know.
      if (title.startsWith('16.')) expect(item).toContain('npm outdated electron');
      else expect(item).toMatch(/Test:\s+(?:`[\w./-]+\.(?:test|spec)\.(?:ts|tsx|mjs)`|the same)/);
    },
  );
});
