import type { AppError } from '#shared/errors.ts';
import type { InputOf, OutputOf, RequestContext, Route } from '#shared/ipc/routes.ts';
import { denialReason, isDenial } from '../access/access.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { AuditActor } from '../audit/statement.ts';
import { type Subjects, statements } from './statements.ts';

/** Carries out a request that is a part of another one, and puts it on record like any. */
export type CarryOutPart = <R extends Route>(
  route: R,
  input: InputOf<R>,
  context: RequestContext,
) => Promise<OutputOf<R>>;

/** Puts on record what requests do and what they are denied: the one place from which it is done. */
export class Recorder {
  readonly #log: Pick<AuditLog, 'audited' | 'denied'>;
  readonly #subjects: Subjects;

  constructor(log: Pick<AuditLog, 'audited' | 'denied'>, subjects: Subjects) {
    this.#log = log;
    this.#subjects = subjects;
  }

  /**
   * Calls `handle` as the table of statements has it: on record, where the route has a statement.
   *
   * @param input parsed by the route's own schema
   */
  async carryOut<R extends Route>(
    route: R,
    input: InputOf<R>,
    { actor }: RequestContext,
    handle: () => Promise<OutputOf<R>> | OutputOf<R>,
  ): Promise<OutputOf<R>> {
    const state = statements[route];
    if (typeof state === 'function') {
      return this.#log.audited(actor, state(input, this.#subjects), handle);
    }
    try {
      return await handle();
    } catch (error) {
      const isOnRecord = state === 'it records its parts';
      if (isDenial(error) && !isOnRecord) await this.denied(actor, route, error);
      throw error;
    }
  }

  /** An attempt that was refused, without anything of its input. It is refused also when that cannot be put on record. */
  async denied(actor: AuditActor, route: Route, denial: AppError): Promise<void> {
    await this.#log.denied(actor, `${route}: ${denialReason(denial)}`).catch(() => undefined);
  }
}
