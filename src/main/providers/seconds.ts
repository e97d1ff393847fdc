/** A duration as a sentence has it: `10 seconds`, `1 second`, `0.5 seconds`. */
export function inSeconds(milliseconds: number): string {
  const seconds = (milliseconds / 1_000).toLocaleString('en', { maximumFractionDigits: 2 });
  return seconds === '1' ? '1 second' : `${seconds} seconds`;
}
