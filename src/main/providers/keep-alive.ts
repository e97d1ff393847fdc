/** Ollama reads text as a Go duration, which must have a unit; plain seconds, 0 and -1 must be numbers. */
export function keepAliveValue(keepAlive: string): string | number {
  const given = keepAlive.trim();
  return /^-?\d+$/.test(given) ? Number(given) : given;
}
