import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highlighter } from './code-languages.ts';
import { textPieces, tokenPieces } from './code-pieces.ts';
import { highlightCode } from './highlight-code.ts';

const text = (tokens: readonly { readonly text: string }[]) =>
  tokens.map((token) => token.text).join('');

test('languages are found by the names that models use', () => {
  const names = [
    'ts',
    'tsx',
    'js',
    'jsx',
    'py',
    'sh',
    'zsh',
    'html',
    'yml',
    'toml',
    'c++',
    'cs',
    'rs',
    'rb',
  ];
  for (const name of names) expect(highlightCode('x', name), name).not.toBeNull();
  expect(highlightCode('x', 'klingon')).toBeNull();
  expect(highlightCode('x', 'constructor')).toBeNull();
});

test('what stands within something keeps the colour of the innermost', () => {
  const template = ['`a $', '{1} b`'].join('');
  const tokens = highlightCode(template, 'js') ?? [];
  expect(tokens.find((token) => token.text === '1')?.kind).toBe('number');
  expect(tokens.at(0)).toEqual({ kind: 'string', text: template.slice(0, 5) });
});

test('a page holds its scripts in their own colours', () => {
  const tokens = highlightCode('<script>let a = "b";</script>', 'html') ?? [];
  expect(tokens).toContainEqual({ kind: 'keyword', text: 'let' });
  expect(tokens).toContainEqual({ kind: 'string', text: '"b"' });
});

test('no language changes a character of a code', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...highlighter.listLanguages()),
      fc.string({ unit: fc.constantFrom(...'{}()<>[]"\'`$#/*-:;=\\ \nabé水0123"""') }),
      (language, code) => {
        const tokens = highlightCode(code, language);
        expect(tokens).not.toBeNull();
        expect(text(tokens ?? [])).toBe(code);
      },
    ),
  );
});

test('pieces of a long code hold its tokens, cut where a piece ends', () => {
  const code = `/*\n${'line\n'.repeat(250)}*/ let a`;
  const pieces = textPieces(code);
  expect(pieces).toHaveLength(3);
  const tokens = tokenPieces(pieces, highlightCode(code, 'js') ?? []);
  expect(tokens.map(text)).toEqual(pieces);
  expect(tokens[1]?.map(({ kind }) => kind)).toEqual(['comment']);
});
