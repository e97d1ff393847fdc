/** One event of a stream of server-sent events; with a name where the provider gives them names. */
export function serverSentEvent(data: unknown, name?: string): string {
  const event = name === undefined ? '' : `event: ${name}\n`;
  return `${event}data: ${JSON.stringify(data)}\n\n`;
}

/** The field `name` of a request's body where it is text. */
export function textField(json: unknown, name: string): string {
  const value = typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Path and query of a request. */
export function locationOf(path: string): URL {
  return new URL(path, 'http://provider.invalid');
}
