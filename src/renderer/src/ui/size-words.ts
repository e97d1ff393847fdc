/** Bytes in GiB with one decimal, as they are shown everywhere. @example gibibytes(2_019_393_189) // '1.9 GiB' */
export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
