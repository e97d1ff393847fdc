import { AppError } from '#shared/errors.ts';
import type { MemberRecord } from './member-record.ts';
import { passcodeMatches } from './passcode.ts';
import { inWords, oneMore, type Tries, waitMs, withinLongestDelay } from './passcode-tries.ts';

interface PasscodeGateDependencies {
  readonly now: () => Date;
  /** Writes tries down, or throws. */
  readonly remember: (member: MemberRecord, tries: Tries) => void;
}

/** Lets nobody act as a member who has a passcode but those who know it. To be asked one try after the other. */
export class PasscodeGate {
  readonly #now: () => Date;
  readonly #remember: PasscodeGateDependencies['remember'];

  constructor({ now, remember }: PasscodeGateDependencies) {
    this.#now = now;
    this.#remember = remember;
  }

  /** Throws `passcode-needed`, `passcode-wait` or `passcode-wrong`. */
  async admit(member: MemberRecord, passcode: string | null): Promise<void> {
    if (member.passcode === null) return;
    if (passcode === null) throw needed(member.name);
    const tries = withinLongestDelay(member, this.#now());
    const ms = waitMs(tries, this.#now());
    if (ms > 0) {
      if (tries.retryAt !== member.retryAt) this.#remember(member, tries);
      throw tooSoon(ms);
    }
    // Counted before it is looked at: a try that cannot be counted, or that Keywell does not survive, is not free.
    const counted = oneMore(tries, this.#now());
    this.#remember(member, counted);
    if (await passcodeMatches(passcode, member.passcode)) return;
    throw wrong(waitMs(counted, this.#now()));
  }
}

function needed(name: string): AppError {
  const sentence = `Enter the passcode of ${name}.`;
  return new AppError('passcode-needed', sentence, { fields: { passcode: sentence } });
}

function tooSoon(ms: number): AppError {
  const sentence = `There was a wrong passcode before. Try again in ${inWords(ms)}.`;
  return new AppError('passcode-wait', sentence, { retryAfterMs: ms });
}

function wrong(ms: number): AppError {
  const sentence = 'This is not the passcode.';
  const next = ms === 0 ? 'Try again.' : `Try again in ${inWords(ms)}.`;
  return new AppError('passcode-wrong', `${sentence} ${next}`, {
    fields: { passcode: sentence },
    retryAfterMs: ms,
  });
}
