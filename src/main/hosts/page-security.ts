import { randomBytes } from 'node:crypto';

/** What Vite leaves in index.html wherever a nonce belongs; `html.cspNonce` in electron.vite.config.ts. */
const noncePlaceholder = '__CSP_NONCE__';

/** One for each page load: 128 random bits. */
export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

/** Puts the nonce where index.html has its placeholders. The renderer reads it from the `csp-nonce` meta tag. */
export function withNonce(page: string, nonce: string): string {
  return page.replaceAll(noncePlaceholder, nonce);
}

/** The policy of every page, in both hosts. The nonce is for style elements made at run time; scripts get none. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What goes with every answer, page or not. */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
