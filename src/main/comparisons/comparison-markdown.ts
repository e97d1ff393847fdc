import type {
  CellWithTexts,
  ComparedColumn,
  ComparedPrompt,
  Comparison,
  Spread,
} from '#shared/domain/comparison.ts';
import { assertNever } from '#shared/errors.ts';

/** A comparison as a page to read: what was asked of whom, the figures side by side, then all answers. */
export function comparisonMarkdown(
  comparison: Comparison,
  prompts: readonly ComparedPrompt[],
): string {
  const parts = [
    `# ${inLine(comparison.name)}`,
    aboutIt(comparison),
    ...(comparison.systemPrompt === null
      ? []
      : ['## System prompt', quoted(comparison.systemPrompt || 'None.')]),
    '## Figures',
    figuresTable(comparison),
    'Figures are medians over the whole answers of a column, with the middle half of them in brackets. Times are in milliseconds, costs in US dollars.',
    ...prompts.flatMap((prompt) => promptSection(comparison, prompt)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function aboutIt({ createdAt, promptCount, repeats, order, state }: Comparison): string {
  const manner = order === 'parallel' ? 'columns side by side' : 'one column after the other';
  return [
    `- Began: ${createdAt}`,
    `- Prompts: ${promptCount}, repeats: ${repeats}, ${manner}`,
    `- State: ${state}`,
  ].join('\n');
}

function figuresTable({ columns, marks }: Comparison): string {
  const names = columns.map(({ configuration }) => inLine(configuration.name));
  const row = (label: string, value: (column: ComparedColumn, place: number) => string) =>
    `| ${label} | ${columns.map((column, place) => value(column, place)).join(' | ')} |`;
  const marked = (place: number) =>
    Object.entries(marks)
      .filter(([, places]) => places.includes(place))
      .map(([mark]) => mark)
      .join(', ');
  return [
    `|  | ${names.join(' | ')} |`,
    `| --- |${' --- |'.repeat(columns.length)}`,
    row('Model', ({ configuration }) =>
      inLine(`${configuration.model} (${configuration.provider})`),
    ),
    row('Whole answers', ({ cells, figures }) => `${figures.answers} of ${total(cells)}`),
    row('Failed', ({ cells }) => String(cells.failed)),
    row('Time to first token', ({ figures }) => spreadText(figures.timeToFirstTokenMs, 0)),
    row('Total time', ({ figures }) => spreadText(figures.totalMs, 0)),
    row('Load time', ({ figures }) => spreadText(figures.loadMs, 0)),
    row('Tokens per second', ({ figures }) => spreadText(figures.tokensPerSecond, 1)),
    row('Input tokens', ({ figures }) => spreadText(figures.inputTokens, 0)),
    row('Output tokens', ({ figures }) => tokensText(figures)),
    row('Characters', ({ figures }) => spreadText(figures.answerLength, 0)),
    row('Cost of an answer', ({ figures }) => spreadText(figures.cost.perAnswerUsd, 6)),
    row('Cost of all', ({ figures }) => costText(figures)),
    row('Stands out', (_column, place) => marked(place) || '–'),
    row('Configuration since', ({ standing }) => standing),
  ].join('\n');
}

function total(cells: ComparedColumn['cells']): number {
  return Object.values(cells).reduce((sum, count) => sum + count, 0);
}

function spreadText(spread: Spread | null, digits: number): string {
  if (spread === null) return '–';
  const text = (value: number) => String(Number(value.toFixed(digits)));
  const { count, median, lowerQuartile, upperQuartile } = spread;
  if (count === 1) return text(median);
  return `${text(median)} (${text(lowerQuartile)} to ${text(upperQuartile)})`;
}

function tokensText({ outputTokens, answers, estimated }: ComparedColumn['figures']): string {
  const text = spreadText(outputTokens, 0);
  return estimated === 0 ? text : `${text}, estimated in ${estimated} of ${answers}`;
}

function costText({ cost }: ComparedColumn['figures']): string {
  const parts = [
    cost.known > 0 ? String(Number((cost.totalUsd ?? 0).toFixed(6))) : '',
    cost.local > 0 ? `free, on this machine (${cost.local})` : '',
    cost.simulated > 0 ? `simulated (${cost.simulated})` : '',
    cost.unknown > 0 ? `price unknown (${cost.unknown})` : '',
  ].filter((part) => part !== '');
  return parts.join(' + ') || '–';
}

function promptSection(comparison: Comparison, prompt: ComparedPrompt): readonly string[] {
  const id = prompt.id === null ? '' : ` (${inLine(prompt.id)})`;
  return [
    `## Prompt ${prompt.place + 1}${id}`,
    quoted(prompt.prompt),
    ...(prompt.systemPrompt === null
      ? []
      : ['System prompt:', quoted(prompt.systemPrompt || 'None.')]),
    ...prompt.cells.flatMap((cell) => cellSection(comparison, prompt, cell)),
  ];
}

function cellSection(
  { columns, repeats }: Comparison,
  { votes }: ComparedPrompt,
  cell: CellWithTexts,
): readonly string[] {
  const name = inLine(columns[cell.column]?.configuration.name ?? '');
  const which = repeats === 1 ? '' : `, ${cell.repeat + 1} of ${repeats}`;
  const vote = votes[cell.column] ?? null;
  return [
    `### ${name}${which}`,
    endText(cell),
    ...(vote === null || cell.repeat > 0 ? [] : [`Vote: ${vote}`]),
    ...(cell.answer === '' ? [] : [quoted(cell.answer)]),
  ];
}

function endText({ state, end, changed, textsKept }: CellWithTexts): string {
  const notes = [
    ...(changed ? ['The configuration had been changed since the comparison began.'] : []),
    ...(textsKept ? [] : ['Its text was not kept.']),
  ];
  return [stateText(state, end), ...notes].join(' ');
}

function stateText(state: CellWithTexts['state'], end: CellWithTexts['end']): string {
  switch (state) {
    case 'pending':
      return 'Not run yet.';
    case 'running':
      return 'Under way.';
    case 'cancelled':
      return 'Stopped.';
    case 'failed':
      return end?.type === 'failed' ? `Failed: ${inLine(end.error.message)}` : 'Failed.';
    case 'done':
      return end?.type === 'done' ? `Ended: ${end.reason}.` : 'Ended.';
    default:
      return assertNever(state);
  }
}

/** As a quotation, out of which no heading or fence of the text itself can break. */
function quoted(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** In one line, and as it is: nothing of it is taken for Markdown or HTML. */
function inLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
