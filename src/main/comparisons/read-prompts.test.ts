import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../csv.ts';
import { csvRecords } from './csv-records.ts';
import { readPrompts } from './read-prompts.ts';

function textsIn(name: string, text: string): readonly string[] {
  return readPrompts(name, text).prompts.map(({ prompt }) => prompt);
}

describe('a text file', () => {
  it('has a prompt a line, and says how many lines were empty', () => {
    expect(readPrompts('prompts.txt', '\uFEFFHow deep?\r\n\r\n  And how wide?  \n \n')).toEqual({
      prompts: [
        { prompt: 'How deep?', systemPrompt: null, id: null },
        { prompt: 'And how wide?', systemPrompt: null, id: null },
      ],
      empty: 2,
    });
  });

  it('has blocks of several lines between lines of three dashes', () => {
    const text = 'Sum up:\n\nThe well is deep.\n---\n\n---  \nA second\n----\nprompt\n---\n';
    expect(readPrompts('prompts', text)).toMatchObject({
      prompts: [{ prompt: 'Sum up:\n\nThe well is deep.' }, { prompt: 'A second\n----\nprompt' }],
      empty: 2,
    });
  });
});

describe('a JSONL file', () => {
  it('has texts, and objects with what else belongs to a prompt', () => {
    const text = [
      '"How deep?"',
      '',
      '{"prompt": "How wide?", "system": "Be brief.", "id": "w1", "expected": "3 feet"}',
      '{"prompt": "How old?", "id": 7}',
      '{"prompt": " "}',
    ].join('\n');
    expect(readPrompts('set.JSONL', text)).toEqual({
      prompts: [
        { prompt: 'How deep?', systemPrompt: null, id: null },
        { prompt: 'How wide?', systemPrompt: 'Be brief.', id: 'w1' },
        { prompt: 'How old?', systemPrompt: null, id: '7' },
      ],
      empty: 2,
    });
  });

  it.each([
    ['"fine"\n"not closed\n', 'Line 2 of the file is not JSON.'],
    ['"fine"\n\n{"question": "secret-text"}', 'Line 3 of the file is neither a text nor an object'],
    ['["a", "b"]', 'Line 1 of the file is neither'],
    ['{"prompt": 5}', 'Line 1 of the file is neither'],
  ])('of which a line is wrong is refused with the line’s number: %j', (text, sentence) => {
    expect(() => readPrompts('set.ndjson', text)).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringMatching(new RegExp(`^${sentence}(?!.*secret-text)`)),
      }),
    );
  });
});

describe('a CSV file', () => {
  it('has its prompts in the column of that name, beside those of system prompts and ids', () => {
    const text =
      'ID;Prompt;other;System\n1;"How ""deep"";\nand wide?";x;Be brief.\n2;;x;\n\n3;Why?\n';
    expect(readPrompts('set.csv', text)).toEqual({
      prompts: [
        { prompt: 'How "deep";\nand wide?', systemPrompt: 'Be brief.', id: '1' },
        { prompt: 'Why?', systemPrompt: null, id: '3' },
      ],
      empty: 2,
    });
  });

  it('without such a column has them in the first, from the first line on, so that none is lost', () => {
    expect(textsIn('set.csv', 'How deep?,5\r\nHow wide?,3\r\n')).toEqual([
      'How deep?',
      'How wide?',
    ]);
    expect(textsIn('set.csv', 'How deep?\tx')).toEqual(['How deep?']);
  });

  it.each([
    [
      'prompt,id\nfine,1\n"not closed,2\nmore',
      'Line 3 of the file begins a record with a quoted field',
    ],
    ['prompt\n"two\nlines" and more\n', 'Line 3 of the file has a quote in the midst of a field'],
    ['prompt\nHow deep is a 3" well?\n', 'Line 2 of the file has a quote in the midst of a field'],
    ['prompt,id\n"two\nlines",1\nHow deep, and why?,2\n', 'Line 4 of the file has 3 fields'],
    ['"', 'Line 1 of the file begins a record with a quoted field'],
    ['"a""', 'Line 1 of the file begins a record with a quoted field'],
  ])('of which a line is wrong is refused with the line’s number: %j', (text, sentence) => {
    expect(() => readPrompts('set.csv', text)).toThrow(sentence);
  });

  it('gives back what was written as CSV', () => {
    // What a spreadsheet could run is written with a mark before it, and so is left out.
    const field = fc
      .string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', '\r', ' ', '\t') })
      .filter((text) => !/^[\t\r]/.test(text));
    const rows = fc.array(fc.tuple(field, field), { minLength: 1 });
    fc.assert(
      fc.property(rows, (written) => {
        const read = csvRecords(toCsv(['one', 'two'], written)).map(({ fields }) => fields);
        expect(read).toEqual([['one', 'two'], ...written]);
      }),
    );
  });
});

it.each(['', '\n\n', 'prompt\n'])('a file without a prompt is refused: %j', (text) => {
  expect(() => readPrompts('set.csv', text)).toThrow('There is no prompt in this file.');
});

it('a file with a key for a system prompt or an id is refused, without a word of it', () => {
  const keyLike = `sk-${'ant'}-0Zq7Xw2Rk9Lp4Vt8Ys`;
  for (const head of ['prompt,system', 'prompt,id']) {
    expect(() => readPrompts('set.csv', `${head}\na,fine\nb,${keyLike}\n`)).toThrow(
      /^Line 3 of the file begins a prompt whose system prompt or id holds what looks like a key\. Take it out and choose the file again\.$/,
    );
  }
});

it('a file with too many prompts, or too long a one, is refused', () => {
  expect(() => readPrompts('many.txt', 'a\n'.repeat(10_001))).toThrow(
    'There are 10,001 prompts in this file, and 10,000 are the most.',
  );
  expect(() => readPrompts('long.txt', `a\n${'x'.repeat(2_000_001)}`)).toThrow(
    /^Line 2 .* too long/,
  );
});
