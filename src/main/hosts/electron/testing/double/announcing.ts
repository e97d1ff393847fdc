import { EventEmitter } from 'node:events';

type Listeners<Events extends Record<keyof Events, unknown[]>> = {
  readonly [E in keyof Events]: {
    on(event: E, listener: (...args: Events[E]) => void): unknown;
  };
}[keyof Events];

/** Turns "one of these" into "all of these at once". */
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer Every,
) => void
  ? Every
  : never;

/**
 * Emits events as the real thing does: one whose declaration has no such events, or has them with other arguments,
 * does not fit `Real`, and the double does not compile.
 */
export class Announcing<
  Events extends Record<keyof Events, unknown[]>,
  _Real extends All<Listeners<Events>>,
> extends EventEmitter<Events> {}

/** What a listener may do to stop what it is told of. */
export interface Preventable {
  preventDefault(): void;
}

/** Emits something that a listener may prevent, and tells whether one did. */
export function isPrevented(emit: (event: Preventable) => void): boolean {
  let prevented = false;
  emit({
    preventDefault() {
      prevented = true;
    },
  });
  return prevented;
}
