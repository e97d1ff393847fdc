import { expect, test } from 'vitest';
import { type DifferenceRow, difference } from './difference.ts';

function told(rows: readonly DifferenceRow[]): readonly string[] {
  return rows.map((row) => {
    if (row.kind === 'left-out') return `… ${row.count}`;
    const sign = { same: ' ', added: '+', removed: '-' }[row.kind];
    const text = row.pieces.map((one) => (one.changed ? `[${one.text}]` : one.text)).join('');
    return `${row.line}${sign} ${text}`;
  });
}

test('a changed line shows the words that changed, with what stands around it', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `line ${at + 1}`);
  const before = `${lines.join('\n')}\n`;
  const after = before.replace('line 6\n', 'row 6\n');
  expect(told(difference(before, after))).toEqual([
    '… 2',
    '3  line 3',
    '4  line 4',
    '5  line 5',
    '6- [line] 6',
    '6+ [row] 6',
    '7  line 7',
    '8  line 8',
    '9  line 9',
    '… 3',
  ]);
});

test('lines that only came or went have no other beside them', () => {
  expect(told(difference('a\nb\n', 'a\nx y\nb\n'))).toEqual(['1  a', '2+ x y', '3  b']);
  expect(told(difference('a\nb\n', 'b\n'))).toEqual(['1- a', '1  b']);
});

test('the same twice is no difference', () => {
  expect(difference('a\n', 'a\n').every(({ kind }) => kind === 'same')).toBe(true);
});

test('what was rewritten is shown as a whole: a long line, and a long text', () => {
  const words = (letter: string) => Array.from({ length: 300 }, (_, at) => `${letter}${at}`);
  const [before, after] = [words('a'), words('b')];
  expect(told(difference(`{\n${before.join(' ')}\n}\n`, `{\n${after.join(' ')}\n}\n`))).toEqual([
    '1  {',
    `2- [${before.join(' ')}]`,
    `2+ [${after.join(' ')}]`,
    '3  }',
  ]);

  const lines = (letter: string) => Array.from({ length: 1_500 }, (_, at) => `${letter}${at}`);
  const [old, young] = [
    [...lines('a'), 'same'],
    ['same', ...lines('b'), 'more'],
  ];
  expect(told(difference(`${old.join('\n')}\n`, `${young.join('\n')}\n`))).toEqual([
    ...old.map((line, at) => `${at + 1}- ${line}`),
    ...young.map((line, at) => `${at + 1}+ ${line}`),
  ]);
});
