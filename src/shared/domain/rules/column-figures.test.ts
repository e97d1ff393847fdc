import { describe, expect, it } from 'vitest';
import type { Cell } from '../comparison.ts';
import type { Cost } from '../run.ts';
import { type AnswerFigures, answerFigures, columnFigures } from './column-figures.ts';
import { comparisonMarks } from './comparison-marks.ts';

/** An answer like any, but for what is given. */
function answer(given: Partial<AnswerFigures> = {}): AnswerFigures {
  return {
    timeToFirstTokenMs: 100,
    totalMs: 1_000,
    loadMs: null,
    tokensPerSecond: 50,
    inputTokens: 10,
    outputTokens: 50,
    reasoningTokens: null,
    answerLength: 200,
    estimated: false,
    costKind: 'known',
    costUsd: 0.01,
    ...given,
  };
}

const known = (costUsd: number) => answer({ costKind: 'known', costUsd });
const local = answer({ costKind: 'local', costUsd: null });
const unpriced = answer({ costKind: 'unknown', costUsd: null });
const simulated = answer({ costKind: 'simulated', costUsd: null });

describe('a figure over several answers', () => {
  const spreadOf = (...times: number[]) =>
    columnFigures(times.map((totalMs) => answer({ totalMs }))).totalMs;

  it('is of one answer that answer’s own', () => {
    expect(spreadOf(700)).toEqual({
      count: 1,
      median: 700,
      lowerQuartile: 700,
      upperQuartile: 700,
      min: 700,
      max: 700,
    });
  });

  it('has the middle one of an odd number as its median, whatever their order', () => {
    // In order: 9, 80, 100, 200, 1000. Numbers, so 1000 is not before 200. The quartiles fall on the 2nd and the 4th.
    expect(spreadOf(1_000, 80, 200, 9, 100)).toEqual({
      count: 5,
      median: 100,
      lowerQuartile: 80,
      upperQuartile: 200,
      min: 9,
      max: 1_000,
    });
  });

  it('goes between the two nearest of an even number', () => {
    // In order: 10, 20, 40, 80. Median (20 + 40) / 2; quartiles three quarters from 10 to 20, a quarter from 40 to 80.
    expect(spreadOf(40, 10, 80, 20)).toMatchObject({
      median: 30,
      lowerQuartile: 17.5,
      upperQuartile: 50,
    });
  });

  it('is over those that have it, and null where none has', () => {
    const figures = columnFigures([
      answer({ loadMs: 1_200, tokensPerSecond: null }),
      answer({ loadMs: null, tokensPerSecond: null }),
    ]);
    expect(figures.loadMs).toMatchObject({ count: 1, median: 1_200 });
    expect(figures.tokensPerSecond).toBe(null);
    expect(figures.reasoningTokens).toBe(null);
    expect(columnFigures([])).toMatchObject({
      answers: 0,
      totalMs: null,
      cost: { totalUsd: null, perAnswerUsd: null },
    });
  });
});

describe('what answers cost', () => {
  it('is added up, what ran on this machine as nothing', () => {
    const { cost } = columnFigures([known(0.01), known(0.03), local]);
    expect(cost).toMatchObject({ known: 2, local: 1, unknown: 0, simulated: 0 });
    expect(cost.totalUsd).toBeCloseTo(0.04, 12);
    expect(cost.perAnswerUsd).toMatchObject({ count: 3, median: 0.01, min: 0, max: 0.03 });
  });

  it('is no zero where no price is known', () => {
    expect(columnFigures([unpriced, simulated]).cost).toEqual({
      perAnswerUsd: null,
      totalUsd: null,
      known: 0,
      local: 0,
      simulated: 1,
      unknown: 1,
    });
    expect(columnFigures([known(0.02), unpriced]).cost).toMatchObject({
      totalUsd: 0.02,
      known: 1,
      unknown: 1,
    });
  });
});

describe('the marks', () => {
  const marksOf = (...columns: AnswerFigures[][]) => comparisonMarks(columns.map(columnFigures));

  it('go to the shortest median time, the lowest mean cost and the longest median answer', () => {
    const marks = marksOf(
      // Median 900, though one answer took long; mean cost 0.02; median length 300.
      [
        answer({ totalMs: 900, costUsd: 0.01, answerLength: 300 }),
        answer({ totalMs: 9_000, costUsd: 0.04, answerLength: 300 }),
        answer({ totalMs: 800, costUsd: 0.01, answerLength: 20 }),
      ],
      // Median 1000, mean cost 0.015, median length 250.
      [
        answer({ totalMs: 1_000, costUsd: 0.015, answerLength: 250 }),
        answer({ totalMs: 1_000, costUsd: 0.015, answerLength: 900 }),
        answer({ totalMs: 1_000, costUsd: 0.015, answerLength: 10 }),
      ],
    );
    expect(marks).toEqual({ fastest: [0], cheapest: [1], longest: [0] });
  });

  it('are none with fewer than two columns that have an answer', () => {
    expect(marksOf([answer()], [])).toEqual({ fastest: [], cheapest: [], longest: [] });
    expect(marksOf([], [], [])).toEqual({ fastest: [], cheapest: [], longest: [] });
  });

  it('are shared by equals, and none where all are equal', () => {
    expect(marksOf([known(0.1), known(0.2)], [known(0.2), known(0.1)], [known(0.3)])).toEqual({
      fastest: [],
      cheapest: [0, 1],
      longest: [],
    });
  });

  it('take what ran on this machine for free', () => {
    expect(marksOf([known(0.01)], [local], [known(0.02)]).cheapest).toEqual([1]);
    expect(marksOf([local], [known(0.02)], [local]).cheapest).toEqual([0, 2]);
    expect(marksOf([local], [local]).cheapest).toEqual([]);
  });

  it('leave out a column with an answer whose price is not known, and one that is simulated', () => {
    expect(marksOf([known(0.01), unpriced], [known(0.03)], [known(0.02)]).cheapest).toEqual([2]);
    expect(marksOf([unpriced], [known(0.02)]).cheapest).toEqual([]);
    expect(marksOf([simulated], [local], [known(0.02)]).cheapest).toEqual([1]);
  });
});

describe('the figures of a cell', () => {
  const cell = (given: Partial<Cell>, cost: Cost = { kind: 'local' }) =>
    answerFigures({
      state: 'done',
      answerLength: 12,
      end: {
        type: 'done',
        reason: 'stop',
        usage: {
          inputTokens: 5,
          cachedInputTokens: null,
          cacheWriteTokens: null,
          outputTokens: 7,
          reasoningTokens: 2,
          totalTokens: 12,
          source: 'estimated',
        },
        timing: {
          startedAt: '2026-11-23T09:00:00.000Z',
          timeToFirstTokenMs: 80,
          totalMs: 400,
          loadMs: 30,
          tokensPerSecond: 21,
        },
        cost,
      },
      ...given,
    });

  it('are those of its run', () => {
    expect(cell({})).toEqual({
      timeToFirstTokenMs: 80,
      totalMs: 400,
      loadMs: 30,
      tokensPerSecond: 21,
      inputTokens: 5,
      outputTokens: 7,
      reasoningTokens: 2,
      answerLength: 12,
      estimated: true,
      costKind: 'local',
      costUsd: null,
    });
    const price = { source: 'provider' } as const;
    expect(cell({}, { kind: 'known', usd: 0.5, price })).toMatchObject({ costUsd: 0.5 });
  });

  it('are none for one that was cancelled, failed, or has not ended', () => {
    expect(cell({ state: 'cancelled' })).toBe(null);
    expect(cell({ state: 'pending', end: null })).toBe(null);
    const error = { code: 'overloaded', message: 'Too much.' };
    expect(cell({ state: 'failed', end: { type: 'failed', error, timing: null } })).toBe(null);
  });
});
