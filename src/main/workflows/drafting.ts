import type { Actor } from '#shared/domain/member.ts';
import { secretProblems } from '#shared/domain/rules/workflow/secrets.ts';
import { validateWorkflow } from '#shared/domain/rules/workflow/validate.ts';
import type { Message, RunConfiguration } from '#shared/domain/run.ts';
import type { DraftEvent } from '#shared/domain/workflow-draft.ts';
import { AppError } from '#shared/errors.ts';
import type { InputOf, OutputOf, RequestContext } from '#shared/ipc/routes.ts';
import { type Clock, systemClock } from '../generation/clock.ts';
import type { EndedRun } from '../generation/ended-run.ts';
import type { Generation } from '../generation/generation.ts';
import { Draft } from './draft.ts';
import { draftMessages, draftSystemPrompt, reviseMessages } from './draft-prompt.ts';
import { answerSchema } from './json-schema.ts';

interface DraftingDependencies {
  readonly generation: Pick<Generation, 'start' | 'cancel'>;
  /** Writes a run of a draft down. Must neither throw nor wait. */
  readonly record: (run: EndedRun, actor: Actor) => void;
  readonly configurationNames: () => readonly string[];
  /** Never throws and never waits. */
  readonly send: (clientId: string, event: DraftEvent) => void;
  readonly clock?: Clock;
}

interface UnderWay {
  readonly draft: Draft;
  readonly memberId: string;
  readonly clientId: string;
}

interface Task {
  readonly draftId: string;
  readonly configurationId: string | null;
  readonly messages: readonly Message[];
}

/** Of how many drafts it is remembered which configuration made them; also of such as a person may mend by hand. */
const remembered = 500;
/** Of a document that is to be revised, in characters. */
const longestDocument = 1_000_000;

/** Has workflows drafted and revised from words: by the same runs, keys and ledger as any prompt. */
export class Drafting {
  readonly #deps: DraftingDependencies;
  readonly #clock: Clock;
  readonly #underWay = new Map<string, UnderWay>();
  /** Draft → whose it is, and what made it; the oldest first. */
  readonly #made = new Map<string, { readonly memberId: string; readonly by: RunConfiguration }>();

  constructor(deps: DraftingDependencies) {
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
  }

  /** Throws what starting a run throws. What follows comes as events. */
  draft(
    { draftId, configurationId, description }: InputOf<'workflows.draft'>,
    context: RequestContext,
  ): Promise<OutputOf<'workflows.draft'>> {
    return this.#start({ draftId, configurationId, messages: draftMessages(description) }, context);
  }

  /** As `draft`; throws `invalid-input` too, for a document that is not to be sent anywhere. */
  revise(
    { draftId, configurationId, document, instruction }: InputOf<'workflows.revise'>,
    context: RequestContext,
  ): Promise<OutputOf<'workflows.revise'>> {
    const [secret] = secretProblems(document);
    if (secret !== undefined) {
      throw new AppError('invalid-input', `The workflow was sent nowhere. ${secret.sentence}`);
    }
    const text = jsonOf(validateWorkflow(document).workflow ?? document);
    if (text === null || text.length > longestDocument) {
      throw new AppError(
        'invalid-input',
        'There is no workflow to revise, or one that is too long.',
      );
    }
    const messages = reviseMessages(text, instruction);
    return this.#start({ draftId, configurationId, messages }, context);
  }

  /** Cancels a draft of this client. One that has ended, never was, or is another client's is left alone. */
  cancel(draftId: string, clientId: string): void {
    const found = this.#underWay.get(draftId);
    if (found !== undefined) this.#deps.generation.cancel(found.draft.runId, clientId);
  }

  /** Cancels every draft but those of the member who acts now: nobody else's key is used, and nobody sees what comes. */
  keepOnlyOf(memberId: string): void {
    for (const one of this.#underWay.values()) {
      if (one.memberId !== memberId) this.#deps.generation.cancel(one.draft.runId, one.clientId);
    }
  }

  /** Which configuration made a draft of this member; null where that is not known any more. */
  madeBy(draftId: string, memberId: string): RunConfiguration | null {
    const found = this.#made.get(draftId);
    return found?.memberId === memberId ? found.by : null;
  }

  async #start(
    { draftId, configurationId, messages }: Task,
    { clientId, actor }: RequestContext,
  ): Promise<OutputOf<'workflows.draft'>> {
    const { generation, record, configurationNames, send } = this.#deps;
    if (this.#underWay.has(draftId)) {
      throw new AppError(
        'conflict',
        'A draft with this id is under way. Start another under its own.',
      );
    }
    const draft = new Draft({
      draftId,
      clock: this.#clock,
      configurationNames,
      send: (event) => {
        if ('configuration' in event) {
          this.#underWay.delete(draftId);
          this.#remember(draftId, actor.id, event.configuration);
        }
        send(clientId, event);
      },
    });
    this.#underWay.set(draftId, { draft, memberId: actor.id, clientId });
    try {
      const { configuration } = await generation.start(
        {
          runId: draft.runId,
          configurationId,
          messages: [...messages],
          systemPrompt: draftSystemPrompt(),
        },
        clientId,
        (run) => record(run, actor),
        (event) => draft.progressed(event),
        { responseSchema: answerSchema(), next: (run, stopped) => draft.next(run, stopped) },
      );
      return { draftId, configuration };
    } catch (error) {
      this.#underWay.delete(draftId);
      throw error;
    }
  }

  #remember(draftId: string, memberId: string, by: RunConfiguration): void {
    this.#made.set(draftId, { memberId, by });
    const [oldest] = this.#made.keys();
    if (this.#made.size > remembered && oldest !== undefined) this.#made.delete(oldest);
  }
}

/** Null for what is no object, or cannot be written as JSON. */
function jsonOf(document: unknown): string | null {
  try {
    return typeof document === 'object' && document !== null ? JSON.stringify(document) : null;
  } catch {
    return null;
  }
}
