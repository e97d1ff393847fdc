/**
 * A length in tokens, short enough for a list. Round binary numbers are counted as such, as their makers do.
 *
 * @example tokensInWords(131072) // '128K'
 */
export function tokensInWords(tokens: number): string {
  const kilo = tokens % 1_024 === 0 && tokens % 1_000 !== 0 ? 1_024 : 1_000;
  if (tokens < kilo) return tokens.toLocaleString('en');
  const [size, unit] = tokens < kilo * kilo ? [kilo, 'K'] : [kilo * kilo, 'M'];
  return `${(tokens / size).toLocaleString('en', { maximumFractionDigits: 1 })}${unit}`;
}
