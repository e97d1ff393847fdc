import { beforeEach, expect, it, onTestFinished } from 'vitest';
import {
  ChatCompletionsServer,
  modelUnknown,
} from '../../../e2e/providers/chat-completions-server.ts';
import { OllamaServer } from '../../../e2e/providers/ollama-server.ts';
import { TestClock } from '../generation/test-clock.ts';
import { csvRecords } from './csv-records.ts';
import { checkExportable, type ExportFormat } from './export-comparison.ts';
import { ada, Comparing } from './testing/comparing.ts';

let comparing: Comparing;
let id: string;

/** Two columns, two prompts, two repeats, of which one answer fails; what is in them is of the worst kind. */
beforeEach(async () => {
  comparing = new Comparing(new TestClock());
  const server = await ChatCompletionsServer.start();
  const ollama = await OllamaServer.start();
  onTestFinished(() => Promise.all([server.close(), ollama.close()]).then(() => undefined));
  const nasty = '=HYPERLINK("http://evil.example")\n# Not a heading\n```\n<img src=x>';
  server.answerNext(
    { steps: [{ reasoning: 'Hm, "deep".' }, { text: nasty }], usage: { input: 9, output: 40 } },
    { steps: [{ text: 'Deep.' }], usage: { input: 9, output: 2 } },
    modelUnknown('keystone-1'),
    { steps: [{ text: 'Wide.' }], usage: null },
  );
  const ids = [
    comparing.configuration('A | *bold* <b>', { provider: 'custom', baseUrl: server.baseUrl }),
    comparing.configuration('Local', {
      provider: 'ollama',
      model: 'llama3.2:latest',
      baseUrl: ollama.origin,
    }),
  ];
  id = comparing.start(ids, {
    name: 'Wells, "deep" & wide',
    prompts: [
      { prompt: '@SUM(A1)\nHow deep?', systemPrompt: null, id: 'q-1' },
      { prompt: 'How wide?', systemPrompt: 'In feet.', id: null },
    ],
    systemPrompt: 'Be brief.',
    repeats: 2,
    order: 'sequential',
  });
  await comparing.reached(id, 'complete');
  comparing.comparisons.vote({ id, prompt: 0, column: 1, vote: 'best' }, ada());
});

function exported(format: ExportFormat): string {
  const exportedAt = new Date('2026-11-23T12:00:00.000Z');
  return comparing.comparisons.export(id, { format, exportedAt }, ada());
}

it('as JSON has everything that is shown of it, and nothing else', () => {
  const file = JSON.parse(exported('json'));
  const { comparison, prompts } = comparing.get(id);
  const { seq: _seq, kept: _kept, notice: _notice, ...shown } = comparison;
  expect(file).toEqual({
    format: 'keywell-comparison',
    version: 1,
    exportedAt: '2026-11-23T12:00:00.000Z',
    comparison: shown,
    prompts,
  });
});

it('as CSV has a line for each cell, whose texts no spreadsheet runs as a formula', () => {
  const [header, ...rows] = csvRecords(exported('csv')).map(({ fields }) => fields);
  const column = (name: string) => {
    const at = header?.indexOf(name) ?? -1;
    if (at === -1) throw new Error(`There is no column "${name}".`);
    return rows.map((row) => row[at]);
  };
  expect(column('prompt number')).toEqual(['1', '1', '1', '1', '2', '2', '2', '2']);
  expect(column('column')).toEqual(['1', '1', '2', '2', '1', '1', '2', '2']);
  expect(column('repeat')).toEqual(['1', '2', '1', '2', '1', '2', '1', '2']);
  expect(column('id')).toEqual(['q-1', 'q-1', 'q-1', 'q-1', '', '', '', '']);
  expect(column('prompt')[0]).toBe("'@SUM(A1)\nHow deep?");
  expect(column('system prompt').slice(3, 5)).toEqual(['Be brief.', 'In feet.']);
  expect(column('answer')[0]).toMatch(/^'=HYPERLINK\("http:\/\/evil\.example"\)\n# Not/);
  expect(column('reasoning')[0]).toBe('Hm, "deep".');
  expect(column('state')[4]).toBe('failed');
  expect(column('error')[4]).toBe('model-unknown');
  expect(column('finish reason').slice(3, 6)).toEqual(['stop', '', 'stop']);
  expect(column('output tokens').slice(0, 2)).toEqual(['40', '2']);
  expect(column('tokens counted by').slice(4, 6)).toEqual(['', 'estimated']);
  expect(column('load time (ms)').slice(1, 3)).toEqual(['', '1200']);
  expect(column('cost').slice(1, 3)).toEqual(['unknown', 'local']);
  expect(column('cost (USD)').every((cost) => cost === '')).toBe(true);
  expect(column('vote')).toEqual(['', '', 'best', 'best', '', '', '', '']);
});

it('as Markdown is a page to read, out of which nothing that was asked or answered breaks', () => {
  const text = exported('markdown');
  const lines = text.split('\n');
  expect(lines.filter((line) => line.startsWith('#'))).toEqual([
    '# Wells, "deep" & wide',
    '## System prompt',
    '## Figures',
    '## Prompt 1 (q-1)',
    ...headings,
    '## Prompt 2',
    ...headings,
  ]);
  expect(lines).toContain('|  | A \\| \\*bold\\* \\<b\\> | Local |');
  expect(lines).toContain('| Whole answers | 3 of 4 | 4 of 4 |');
  expect(lines).toContain('| Failed | 1 | 0 |');
  expect(lines).toContain('| Load time | – | 1200 (1200 to 1200) |');
  // Of 2, 2 and 40: the middle one, and half-way between the neighbours.
  expect(lines).toContain('| Output tokens | 2 (2 to 21), estimated in 1 of 3 | 3 (3 to 3) |');
  expect(lines).toContain('| Cost of all | price unknown (3) | free, on this machine (4) |');
  expect(lines).toContain('> @SUM(A1)');
  expect(lines).toContain('> ```');
  expect(lines.filter((line) => line === 'Vote: best')).toHaveLength(1);
  expect(text).toMatch(/### A [^\n]*, 1 of 2\n\nFailed: .*keystone-1/);
  expect(text).not.toMatch(/^(?!> ).*<img/m);
});

const headings = [
  '### A \\| \\*bold\\* \\<b\\>, 1 of 2',
  '### A \\| \\*bold\\* \\<b\\>, 2 of 2',
  '### Local, 1 of 2',
  '### Local, 2 of 2',
];

it('is refused where the texts are more than one file should hold', () => {
  expect(() => checkExportable(100_000_000)).not.toThrow();
  expect(() => checkExportable(100_000_001)).toThrow(/have 100,000,001 characters together/);
});
