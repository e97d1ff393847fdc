import type { Cell, CellCounts, CellPlace, ComparisonPart } from '#shared/domain/comparison.ts';
import type { RunEvent } from '#shared/domain/run.ts';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../generation/clock.ts';
import type { EndedRun } from '../generation/ended-run.ts';
import { CellQueue, isWithin, placeKey } from './cell-queue.ts';
import { cellOf, type EndedCell, type EndedState } from './cell-rows.ts';
import { type CellState, CellStates } from './cell-states.ts';
import { ProgressReports } from './progress-reports.ts';
import type { StoredComparison } from './stored-comparison.ts';

/** The run that a cell is to have. */
export interface CellRun {
  readonly place: CellPlace;
  readonly runId: string;
  readonly send: (event: RunEvent) => void;
  readonly onEnded: (run: EndedRun) => void;
}

interface RunningComparisonOptions {
  readonly comparison: StoredComparison;
  readonly ended: ConstructorParameters<typeof CellStates>[1];
  readonly clock: Clock;
  readonly newId: () => string;
  /** Why no further cell may begin, as a sentence; null if any may. */
  readonly hindrance: () => string | null;
  /** Whether the configuration of a column is another than when the comparison began. */
  readonly isChanged: (column: number) => boolean;
  /** Starts the run of a cell. Rejects with what stands in its way. */
  readonly start: (run: CellRun) => Promise<void>;
  readonly cancel: (runId: string) => void;
  /** Writes down how a cell has ended; false if that cannot be. Never throws. */
  readonly keep: (cell: EndedCell) => boolean;
  /** Writes down that there was a retry, and not what it came to; gives the cell as it is kept, null for none. Never throws. */
  readonly leave: (stopped: EndedCell) => Cell | null;
  readonly onEvent: (place: CellPlace, event: RunEvent) => void;
  readonly onProgress: (changed: readonly Cell[]) => void;
  /** Called once, when nothing of it runs any more, right before the last progress. */
  readonly onStopped: () => void;
  /** Told of failures that have no sentence of their own. */
  readonly onUnexpected: (error: unknown) => void;
}

interface CellUnderWay {
  readonly runId: string;
  readonly changed: boolean;
}

/** A comparison while it runs: which cell is next, which are under way, and how far it is. */
export class RunningComparison {
  readonly #options: RunningComparisonOptions;
  readonly #queue: CellQueue;
  readonly #states: CellStates;
  readonly #reports: ProgressReports;
  readonly #underWay = new Map<number, CellUnderWay>();
  /** How those have ended that are written down, also while they wait or run again. */
  readonly #kept: Map<number, EndedState>;
  #stopped = false;
  #isClosing = false;
  #notice: string | null = null;

  constructor(options: RunningComparisonOptions) {
    this.#options = options;
    const { comparison, ended, clock, onProgress } = options;
    this.#queue = new CellQueue(comparison.order, comparison.columns.length);
    this.#states = new CellStates(comparison, ended);
    this.#kept = new Map(ended.map(({ place, state }) => [placeKey(place), state]));
    this.#reports = new ProgressReports(clock, onProgress);
  }

  /** Of each column. */
  get counts(): readonly CellCounts[] {
    return this.#states.counts;
  }

  /** Why it was interrupted, as a sentence; null if it was not. */
  get notice(): string | null {
    return this.#notice;
  }

  /** Runs what has yet to be run. */
  resume(): void {
    this.#add(this.#states.in('pending', 'cancelled'));
  }

  /** Runs one cell that has ended, or those of a column that have failed. */
  retry(part: ComparisonPart): void {
    const wanted: CellState[] =
      'prompt' in part ? ['pending', 'done', 'failed', 'cancelled'] : ['failed'];
    this.#add(this.#states.in(...wanted).filter((place) => isWithin(place, part)));
  }

  /** Stops a part or all: no run of it begins any more, and those under way are cancelled. */
  cancel(part: ComparisonPart | null): void {
    const givenUp = this.#drop(part, 'cancelled');
    // Of a column, and of all, that is said once, and not of each.
    if (part !== null && 'prompt' in part) for (const place of givenUp) this.#giveUp(place);
    this.#cancelUnderWay(part);
    this.#reports.note();
    this.#stopIfDone();
  }

  /** Begins no further cell. Those under way are left to end. */
  interrupt(notice: string | null): void {
    if (this.#drop(null, 'pending').length > 0) this.#notice ??= notice;
    this.#stopIfDone();
  }

  /** As `interrupt`, since Keywell is closing: what never got under way is left as it was. */
  close(): void {
    this.#isClosing = true;
    this.interrupt(null);
  }

  /** What a cell is now, where that is not what is kept of it: it waits to be run, or runs. */
  cell(place: CellPlace): Pick<Cell, 'state' | 'runId' | 'changed'> | null {
    const underWay = this.#underWay.get(placeKey(place));
    if (underWay !== undefined) return { state: 'running', ...underWay };
    return this.#states.get(place) === 'pending'
      ? { state: 'pending', runId: null, changed: false }
      : null;
  }

  #add(places: readonly CellPlace[]): void {
    this.#notice = null;
    for (const place of this.#queue.add(places)) this.#states.set(place, 'pending');
    this.#reports.note();
    this.#beginNext();
  }

  /** Takes out what waits. What had ended before is again what it was; gives what had not. */
  #drop(part: ComparisonPart | null, leftAs: CellState): readonly CellPlace[] {
    return this.#queue.drop(part).filter((place) => {
      const kept = this.#kept.get(placeKey(place));
      this.#states.set(place, kept ?? leftAs);
      return kept === undefined;
    });
  }

  #giveUp(place: CellPlace): void {
    const cell: EndedCell = { place, state: 'cancelled', changed: false, run: null, error: null };
    this.#keep(cell);
  }

  #cancelUnderWay(part: ComparisonPart | null): void {
    for (const place of this.#queue.underWay.filter((one) => isWithin(one, part))) {
      const underWay = this.#underWay.get(placeKey(place));
      if (underWay !== undefined) this.#options.cancel(underWay.runId);
    }
  }

  #beginNext(): void {
    if (this.#stopped) return;
    const hindrance = this.#options.hindrance();
    if (hindrance !== null) this.interrupt(hindrance);
    for (let next = this.#queue.begin(); next !== null; next = this.#queue.begin()) {
      void this.#begin(next);
    }
    this.#stopIfDone();
  }

  async #begin(place: CellPlace): Promise<void> {
    const { newId, isChanged, start, onEvent } = this.#options;
    const underWay = { runId: newId(), changed: isChanged(place.column) };
    this.#underWay.set(placeKey(place), underWay);
    this.#states.set(place, 'running');
    this.#reports.note({ ...place, state: 'running', ...underWay, end: null, answerLength: 0 });
    try {
      await start({
        place,
        runId: underWay.runId,
        send: (event) => onEvent(place, event),
        onEnded: (run) => this.#ended({ place, changed: underWay.changed, ...endOf(run) }),
      });
    } catch (error) {
      // Another may fail as fast, and ten thousands after it: the rest of Keywell has its turn in between.
      setImmediate(() => this.#refused(place, underWay.changed, error));
    }
  }

  #refused(place: CellPlace, changed: boolean, error: unknown): void {
    // Nothing can be written any more, and a cell that is not written has yet to run.
    if (this.#isClosing) return;
    if (!(error instanceof AppError)) this.#options.onUnexpected(error);
    const { code, message } =
      error instanceof AppError
        ? error
        : { code: 'internal', message: 'The run could not be started. Run it again.' };
    this.#ended({ place, changed, state: 'failed', run: null, error: { code, message } });
  }

  #ended(cell: EndedCell): void {
    this.#left(cell.place);
    if (cell.state === 'cancelled' && this.#kept.get(placeKey(cell.place)) === 'done') {
      this.#leave(cell);
    } else if (!this.#keep(cell)) {
      this.#notice ??= notWritten;
      this.interrupt(null);
    }
    this.#beginNext();
  }

  #keep(cell: EndedCell): boolean {
    const isKept = this.#options.keep(cell);
    if (isKept) this.#kept.set(placeKey(cell.place), cell.state);
    this.#states.set(cell.place, isKept ? cell.state : 'pending');
    this.#reports.note(cellOf(cell));
    return isKept;
  }

  /** A retry that was stopped has brought nothing that could take the place of the answer there is. */
  #leave(stopped: EndedCell): void {
    const { place } = stopped;
    const kept = this.#options.leave(stopped);
    this.#states.set(place, 'done');
    this.#reports.note(...(kept === null ? [] : [kept]));
  }

  #left(place: CellPlace): void {
    this.#underWay.delete(placeKey(place));
    this.#queue.ended(place.column);
  }

  #stopIfDone(): void {
    if (this.#stopped || !this.#queue.isEmpty) return;
    this.#stopped = true;
    this.#options.onStopped();
    this.#reports.flush();
  }
}

const notWritten =
  'The last answer could not be written down, so nothing more was asked. Check the disk and your rights to the data folder, then resume.';

function endOf(run: EndedRun): {
  readonly state: EndedState;
  readonly run: EndedRun;
  readonly error: EndedCell['error'];
} {
  const { end } = run;
  if (end.type === 'failed') {
    const { code, message } = end.error;
    return { state: 'failed', run, error: { code, message } };
  }
  return { state: end.reason === 'cancelled' ? 'cancelled' : 'done', run, error: null };
}
