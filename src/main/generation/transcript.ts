import type { RunEvent } from '#shared/domain/run.ts';

/** As much of an answer is kept, in UTF-16 units: as long as a turn of a conversation may be. */
export const keptCharacters = 2_000_000;

/** What a run's events said, put together. */
export class Transcript {
  readonly #parts = { text: new Kept(), reasoning: new Kept() };

  add(event: RunEvent): void {
    if (event.type === 'text' || event.type === 'reasoning') {
      this.#parts[event.type].add(event.delta);
    }
  }

  get answer(): string {
    return this.#parts.text.all();
  }

  get reasoning(): string {
    return this.#parts.reasoning.all();
  }
}

class Kept {
  #text = '';

  add(delta: string): void {
    if (this.#text.length < keptCharacters) this.#text += delta;
  }

  all(): string {
    return this.#text.slice(0, keptCharacters);
  }
}
