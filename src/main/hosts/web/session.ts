import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may use the web host: whoever opens the link it printed, once. The link's token is exchanged for a cookie;
 * both are 256 random bits and live as long as the process.
 */
export class Session {
  readonly token = randomSecret();
  readonly #cookieValue = randomSecret();
  readonly #cookieName: string;
  #tokenUsed = false;

  /** @param port goes into the cookie's name, because browsers send cookies to every port of a host */
  constructor(port: number) {
    this.#cookieName = `keywell-${port}`;
  }

  /** The `Set-Cookie` value for the token, or null for a wrong one and for any after the first. */
  exchange(token: string): string | null {
    if (!equal(token, this.token) || this.#tokenUsed) return null;
    this.#tokenUsed = true;
    return `${this.#cookieName}=${this.#cookieValue}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Whether a `Cookie` header carries this session's cookie. */
  admits(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#cookieName}=`;
    return (cookieHeader ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .some(
        (pair) => pair.startsWith(prefix) && equal(pair.slice(prefix.length), this.#cookieValue),
      );
  }
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** In a time that tells nothing, of the length neither. */
function equal(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
