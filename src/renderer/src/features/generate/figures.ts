import type { FinishReason } from '#shared/domain/run.ts';
import { assertNever } from '#shared/errors.ts';

/** Stands where there is no figure. */
export const noFigure = '–';

/** Milliseconds as a person reads them: `182 ms`, `1.24 s`, `12.4 s`, `2 min 5 s`. */
export function durationText(ms: number | null): string {
  if (ms === null) return noFigure;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A count of tokens; `≈` marks an estimate. */
export function tokensText(count: number | null, source: 'provider' | 'estimated'): string {
  if (count === null) return noFigure;
  return `${source === 'estimated' ? '≈ ' : ''}${count.toLocaleString('en')}`;
}

export function speedText(tokensPerSecond: number | null): string {
  return tokensPerSecond === null ? noFigure : tokensPerSecond.toFixed(1);
}

export function finishReasonText(reason: FinishReason): string {
  switch (reason) {
    case 'stop':
      return 'Complete';
    case 'length':
      return 'Token limit reached';
    case 'content-filter':
      return 'Content filter';
    case 'cancelled':
      return 'Stopped';
    case 'other':
      return 'Not said';
    default:
      return assertNever(reason);
  }
}
