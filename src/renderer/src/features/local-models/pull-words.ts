import type { PullJob, PullProgress, PullStep } from '#shared/domain/pull-job.ts';

const stepWords: Readonly<Record<PullStep, string>> = {
  connecting: 'Connecting',
  manifest: 'Reading the manifest',
  downloading: 'Downloading',
  verifying: 'Verifying',
  writing: 'Writing',
  waiting: 'Waiting to try again',
};

/** How a pull fares, in a word or two. */
export function stateWords({ state, step }: Pick<PullJob, 'state' | 'step'>): string {
  switch (state) {
    case 'queued':
      return 'Waiting its turn';
    case 'pulling':
      return step === null ? 'Pulling' : stepWords[step];
    case 'interrupted':
      return 'Interrupted';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
    case 'done':
      return 'Pulled';
  }
}

const units = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const;

/** The unit in which `bytes` is no fraction, and GiB for all that is large. */
function unitOf(bytes: number): readonly [string, number] {
  return units.find(([, size]) => bytes >= size) ?? ['KiB', 2 ** 10];
}

/**
 * How much of how much, both in the unit of the whole: the figure keeps its width while it grows.
 *
 * @example transferText(1_288_490_189, 5_225_388_164) // '1.2 of 4.9 GiB'
 */
export function transferText(completedBytes: number, totalBytes: number | null): string {
  const [unit, size] = unitOf(totalBytes ?? completedBytes);
  const completed = (completedBytes / size).toFixed(1);
  return totalBytes === null
    ? `${completed} ${unit}`
    : `${completed} of ${(totalBytes / size).toFixed(1)} ${unit}`;
}

/** @example speedText(50_540_000) // '48.2 MiB/s' */
export function speedText(bytesPerSecond: number): string {
  const [unit, size] = unitOf(bytesPerSecond);
  return `${(bytesPerSecond / size).toFixed(1)} ${unit}/s`;
}

/** Coarser the longer it is: nobody counts the seconds of an hour. @example leftText(64) // '1 min 04 s left' */
export function leftText(secondsLeft: number): string {
  const seconds = Math.max(1, Math.round(secondsLeft));
  if (seconds < 60) return `${seconds} s left`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes} min ${twoDigits(seconds % 60)} s left`;
  if (minutes < 60) return `${minutes} min left`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min left`;
}

function twoDigits(figure: number): string {
  return String(figure).padStart(2, '0');
}

/** From 0 to 100; null while the whole is not known. */
export function percentOf({
  completedBytes,
  totalBytes,
}: Pick<PullProgress, 'completedBytes' | 'totalBytes'>): number | null {
  if (totalBytes === null || totalBytes <= 0) return null;
  return Math.min(100, (completedBytes / totalBytes) * 100);
}

/** To the byte. */
export function exactText(completedBytes: number, totalBytes: number | null): string {
  const whole = totalBytes === null ? '' : ` of ${totalBytes.toLocaleString('en')}`;
  return `${completedBytes.toLocaleString('en')}${whole} bytes`;
}
