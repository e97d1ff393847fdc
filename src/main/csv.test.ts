import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('has a header, a line for each row, and quotes only where they are needed', () => {
  expect(
    toCsv(
      ['name', 'cost'],
      [
        ['plain', 0.25],
        ['a "b", c', null],
        ['two\nlines', -1],
      ],
    ),
  ).toBe('name,cost\r\nplain,0.25\r\n"a ""b"", c",\r\n"two\nlines",-1\r\n');
});

test.each(['=1+2', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
  'keeps %j from being run as a formula',
  (text) => {
    const [, line = ''] = toCsv(['text'], [[text]]).split('\r\n', 2);
    expect(line.replace(/^"/, '')).toMatch(/^'/);
  },
);
