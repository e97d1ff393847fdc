import { expect, it } from 'vitest';
import { Session } from './session.ts';

function signedIn(): { readonly session: Session; readonly cookie: string } {
  const session = new Session(4_000);
  const cookie = session.exchange(session.token)?.split(';')[0] ?? '';
  return { session, cookie };
}

it('knows its cookie among others', () => {
  const { session, cookie } = signedIn();
  expect(session.admits(cookie)).toBe(true);
  expect(session.admits(`theme=dark; keywell-4000=old; ${cookie};x=y`)).toBe(true);
});

it('does not take its value under another name, nor a part of it', () => {
  const { session, cookie } = signedIn();
  expect(session.admits(cookie.replace('keywell-4000', 'keywell-4001'))).toBe(false);
  expect(session.admits(cookie.slice(0, -1))).toBe(false);
  expect(session.admits(`${cookie}x`)).toBe(false);
  expect(session.admits(undefined)).toBe(false);
});

it('does not take the token for the cookie', () => {
  const { session } = signedIn();
  expect(session.admits(`keywell-4000=${session.token}`)).toBe(false);
});
