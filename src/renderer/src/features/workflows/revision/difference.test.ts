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
