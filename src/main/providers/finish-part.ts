import type { AdapterPart, ReportedUsage } from './adapter.ts';

export type FinishPart = Extract<AdapterPart, { type: 'finish' }>;

/** The last part of an answer. What is not given, the provider did not tell. */
export function finishPart(
  reason: FinishPart['reason'],
  usage: ReportedUsage | null,
  more: Partial<Pick<FinishPart, 'costUsd' | 'billed' | 'loadMs' | 'generationMs'>> = {},
): FinishPart {
  return {
    type: 'finish',
    reason,
    usage,
    costUsd: null,
    billed: null,
    loadMs: null,
    generationMs: null,
    ...more,
  };
}

/** Null as soon as one of them is not known. */
export function sumOf(...counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, one) => (sum === null || one === null ? null : sum + one),
    0,
  );
}
