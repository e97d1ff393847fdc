/** The repeats of one prompt in one column, in few words. */
import type { Cell } from '#shared/domain/comparison.ts';
import { costText } from '../../ui/cost-words.ts';
import { durationText, finishReasonText, tokensText } from '../generate/figures.ts';

const words: Readonly<Record<Cell['state'], string>> = {
  pending: 'Waits',
  running: 'Running',
  done: 'Complete',
  failed: 'Failed',
  cancelled: 'Stopped',
};

/** The state of them all: what needs attention first, done only when every one is. */
export function cellsState(cells: readonly Cell[]): Cell['state'] {
  const states = new Set(cells.map(({ state }) => state));
  const order = ['running', 'failed', 'cancelled', 'pending', 'done'] as const;
  return order.find((state) => states.has(state)) ?? 'pending';
}

/** `Complete`, `Token limit reached`, `2 of 3 complete`. */
export function cellWords(cells: readonly Cell[]): string {
  const state = cellsState(cells);
  const done = cells.filter((one) => one.state === 'done').length;
  if (cells.length > 1) return done === 0 ? words[state] : `${done} of ${cells.length} complete`;
  const end = cells[0]?.end;
  return end?.type === 'done' ? finishReasonText(end.reason) : words[state];
}

/** Time, tokens and cost of one; with repeats the time in the middle of theirs. */
export function cellFigures(cells: readonly Cell[]): string {
  const ends = cells.flatMap(({ end }) => (end?.type === 'done' ? [end] : []));
  const times = ends.map(({ timing }) => timing.totalMs).sort((one, other) => one - other);
  const [low, high] = [times[Math.ceil(times.length / 2) - 1], times[Math.floor(times.length / 2)]];
  const time = low === undefined || high === undefined ? null : (low + high) / 2;
  if (cells.length > 1) return `median ${durationText(time)}`;
  const usage = ends[0]?.usage;
  const tokens = usage === undefined ? [] : [`${tokensText(usage.outputTokens, usage.source)} tok`];
  const cost = ends[0]?.cost.kind === 'known' ? [costText(ends[0].cost)] : [];
  return [durationText(time), ...tokens, ...cost].join(' · ');
}
