import fc from 'fast-check';
import { Lexer, type Token } from 'marked';
import { expect, test } from 'vitest';
import { createBlockSplitter } from './markdown-blocks.ts';
import { sample } from './markdown-sample.ts';

function wholeParse(text: string): Token[] {
  return [...new Lexer({ gfm: true, breaks: true }).lex(text)];
}

test('every prefix of a text that grows by single characters splits as a parse of the whole does', () => {
  const splitter = createBlockSplitter();
  for (let length = 0; length <= sample.length; length += 1) {
    const text = sample.slice(0, length);
    expect(splitter.split(text)).toEqual(wholeParse(text));
  }
});

test('any text in any pieces splits as a parse of the whole does', () => {
  const piece = fc.constantFrom(
    ...['a', 'b c', ' ', '  ', '    ', '\n', '\n\n', '\n\nx\ny\n', '- ', '1. ', '> ', '# ', '\t'],
    ...['```', '```js', '\n```\n', '---', '===', '|', '|-|-|\n', '*', '**', '_', '`', '~~', '* '],
    ...['[r]', '[r]: /u', '\n\n[r]: /u "t', '"', "'", '(', ')', '<b>', '<!--', '-->', '<pre>'],
    ...['\\', '&lt;', '\r\n', '\r', '![i](u)', '[l](https://x.y)', '- [ ] ', 'https://x.y'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const splitter = createBlockSplitter();
      let text = '';
      for (const one of pieces) {
        text += one;
        expect(splitter.split(text)).toEqual(wholeParse(text));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('finished blocks keep their identity', () => {
  const splitter = createBlockSplitter();
  const before = splitter.split('First.\n\nSecond.\n\nThird.\nMore.\n');
  const after = splitter.split('First.\n\nSecond.\n\nThird.\nMore.\n\n- four\n- five\n\nSix.\n');
  expect(after[0]).toBe(before[0]);
  expect(after[2]).toBe(before[2]);
});

test('in a list and a table that grow, what is there keeps its identity', () => {
  const splitter = createBlockSplitter();
  const item = (tokens: readonly Token[]) => tokens[0]?.type === 'list' && tokens[0].items[0];
  const list = splitter.split('- one\n- two');
  expect(item(splitter.split('- one\n- two\n- three'))).toBe(item(list));

  const row = (tokens: readonly Token[]) => tokens[0]?.type === 'table' && tokens[0].rows[0];
  const table = splitter.split('|a|\n|-|\n|1|\n');
  expect(row(splitter.split('|a|\n|-|\n|1|\n|2|\n'))).toBe(row(table));
});

test('a link definition reaches the text before it', () => {
  const splitter = createBlockSplitter();
  splitter.split('See [it].\n\nMore.\n\nAnd more.\nAnd.\n');
  const tokens = splitter.split(
    'See [it].\n\nMore.\n\nAnd more.\nAnd.\n\n[it]: https://a.example\n',
  );
  expect(tokens).toEqual(
    wholeParse('See [it].\n\nMore.\n\nAnd more.\nAnd.\n\n[it]: https://a.example\n'),
  );
});
