import { randomUUID } from 'node:crypto';
import { hasErrors } from '#shared/domain/rules/workflow/problem.ts';
import type { Message, RunConfiguration, RunEvent } from '#shared/domain/run.ts';
import type { DraftEvent, DraftRun } from '#shared/domain/workflow-draft.ts';
import type { Clock } from '../generation/clock.ts';
import type { EndedRun } from '../generation/ended-run.ts';
import { maskKeys } from '../logging/redact.ts';
import { partialAnswerJson } from './answer-json.ts';
import { repairMessages } from './draft-prompt.ts';
import { type JudgedAnswer, judgedAnswer } from './judged-answer.ts';
import { partialWorkflow } from './partial-workflow.ts';

type Unnumbered<E> = E extends DraftEvent ? Omit<E, 'draftId' | 'seq'> : never;

interface DraftOptions {
  readonly draftId: string;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** Those that a step may name. */
  readonly configurationNames: () => readonly string[];
  /** Must neither throw nor wait. */
  readonly send: (event: DraftEvent) => void;
}

/** Between two partial documents, in milliseconds: drawing a graph anew takes longer than a line of text. */
const interval = 100;

/** More than this is not looked at before it is whole, in characters: it is read anew each time. */
const longestShown = 500_000;

/** One draft, from the first event of its run to the last of the run that repairs it. */
export class Draft {
  readonly #options: DraftOptions;
  #seq = 0;
  #runId = randomUUID();
  #text = '';
  #shown = '';
  #cancelTimer: (() => void) | null = null;
  #lastPartialAt = Number.NEGATIVE_INFINITY;
  /** The first answer, where it is being repaired. */
  #first: JudgedAnswer | null = null;
  readonly #runs: DraftRun[] = [];

  constructor(options: DraftOptions) {
    this.#options = options;
  }

  /** Of the run that is under way. */
  get runId(): string {
    return this.#runId;
  }

  /** Tells of a run's progress in a draft's terms. Its end is told of by `next`. */
  progressed(event: RunEvent): void {
    switch (event.type) {
      case 'phase':
        this.#send(phaseOf(event));
        return;
      case 'reasoning':
        this.#send({ type: 'reasoning', delta: event.delta });
        return;
      case 'text':
        if (this.#text.length > longestShown) return;
        this.#text += event.delta;
        this.#partialIsDue();
        return;
      case 'done':
      case 'failed':
        this.#cancelTimer?.();
        this.#cancelTimer = null;
    }
  }

  /**
   * Judges what a run has answered, and ends the draft, or gives what is to be sent to have it repaired.
   *
   * @param stopped nothing may follow
   */
  next(run: EndedRun, stopped: boolean): { runId: string; messages: readonly Message[] } | null {
    const { configuration, end, answer } = run;
    if (end.type === 'done') {
      const { runId, reason, usage, timing, cost } = end;
      this.#runs.push({ runId, reason, usage, timing, cost });
    }
    if (end.type === 'failed') {
      this.#failed(configuration, end.error, answer);
      return null;
    }
    if (stopped || end.reason === 'cancelled') {
      const text = maskKeys(answer || (this.#first?.text ?? ''));
      this.#send({ type: 'cancelled', text, ...this.#end(configuration) });
      return null;
    }
    const judged = judgedAnswer(answer, end.reason, this.#options.configurationNames());
    if (judged.document !== null && !hasErrors(judged.problems)) {
      const { document, problems } = judged;
      const repaired = this.#first !== null;
      this.#send({ type: 'drafted', document, problems, repaired, ...this.#end(configuration) });
      return null;
    }
    const whole = end.reason === 'stop' || end.reason === 'other';
    if (this.#first !== null || !whole) {
      this.#invalid(configuration, judged);
      return null;
    }
    return this.#repair(run.messages, judged);
  }

  #repair(asked: readonly Message[], judged: JudgedAnswer) {
    this.#first = judged;
    this.#text = '';
    this.#shown = '';
    this.#runId = randomUUID();
    this.#send({ type: 'phase', phase: 'repairing', problems: judged.problems });
    return {
      runId: this.#runId,
      messages: repairMessages(asked, judged.text, judged.problems),
    };
  }

  /** What came before a failure is shown with it. A failed repair leaves the first answer as it was. */
  #failed(
    configuration: RunConfiguration,
    failure: Extract<EndedRun['end'], { type: 'failed' }>['error'],
    answer: string,
  ): void {
    if (this.#first === null) {
      const end = this.#end(configuration);
      this.#send({ type: 'failed', error: failure, text: maskKeys(answer), ...end });
      return;
    }
    const sentence = `${this.#first.sentence} It could not be repaired: ${failure.message}`;
    this.#invalid(configuration, { ...this.#first, sentence }, false);
  }

  #invalid(
    configuration: RunConfiguration,
    judged: JudgedAnswer,
    repaired = this.#first !== null,
  ): void {
    this.#send({ type: 'invalid', ...judged, repaired, ...this.#end(configuration) });
  }

  #end(configuration: RunConfiguration) {
    return { configuration, runs: [...this.#runs] };
  }

  #partialIsDue(): void {
    const { clock } = this.#options;
    const wait = this.#lastPartialAt + interval - clock.now();
    if (wait <= 0) this.#sendPartial();
    else this.#cancelTimer ??= clock.after(wait, () => this.#sendPartial());
  }

  #sendPartial(): void {
    this.#cancelTimer = null;
    this.#lastPartialAt = this.#options.clock.now();
    const document = partialWorkflow(partialAnswerJson(this.#text));
    const shown = JSON.stringify(document);
    if (document === null || shown === this.#shown) return;
    this.#shown = shown;
    this.#send({ type: 'partial', document });
  }

  #send(event: Unnumbered<DraftEvent>): void {
    const { draftId, send } = this.#options;
    send({ draftId, seq: this.#seq++, ...event });
  }
}

function phaseOf(event: Extract<RunEvent, { type: 'phase' }>) {
  const { type, phase } = event;
  if (phase === 'retrying') {
    return { type, phase, retryAfterMs: event.retryAfterMs, error: event.error };
  }
  return { type, phase: phase === 'streaming' ? ('drafting' as const) : phase };
}
