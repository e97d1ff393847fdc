/** A moment as a part of file names, on every platform, in the order of time: `2026-11-23T100102.345Z`. */
export function stamp(at: Date): string {
  return at.toISOString().replaceAll(':', '');
}

/** The moment of a stamp, ISO 8601. */
export function stampedAt(text: string): string {
  return text.replace(/T(\d\d)(\d\d)/, 'T$1:$2:');
}
