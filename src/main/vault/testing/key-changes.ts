/** A change of the workspace, as the program that makes them until it is killed tells of it. */
export type Change =
  | { readonly kind: 'create' | 'rotate' }
  | { readonly kind: 'delete' | 'remove'; readonly id: string }
  | { readonly kind: 'set' | 'replace'; readonly id: string; readonly key: string };

/** A key as it is found: its hint, and itself where it can be opened. Null: none. */
type FoundKey = { readonly hint: string; readonly key: string | null } | null;

/** What such a program finds when it starts. */
export interface Finding {
  readonly keys: Record<string, FoundKey>;
  /** Configurations of which keychain and record do not say the same, gone ones among them. */
  readonly strays: readonly string[];
  /** How many changes had been cut short, a rotation of the encryption key among them. */
  readonly unfinished: number;
  readonly noted: readonly string[];
}

type State = Readonly<Record<string, FoundKey>>;

/** What the workspace may be like after `change`, of which it is not known how far it got. */
export function possibleStates(before: State, change: Change | null): readonly State[] {
  if (change === null) return [before];
  switch (change.kind) {
    case 'create':
      // The new one has an id that was never told; whoever compares leaves it out.
      return [before];
    case 'rotate':
      return [before, closed(before)];
    case 'remove':
      return [before, { ...before, [change.id]: null }];
    case 'delete': {
      const { [change.id]: _, ...others } = before;
      // The key goes first: the configuration without it is a state in between.
      return [before, { ...before, [change.id]: null }, others];
    }
    case 'set':
    case 'replace': {
      const { key } = change;
      return [before, { ...before, [change.id]: { hint: key.slice(-4), key } }];
    }
  }
}

/** The state once `change` is done, with the configurations there are then. */
export function stateAfter(before: State, change: Change, ids: readonly string[]): State {
  const after = possibleStates(before, change).at(-1) ?? before;
  return Object.fromEntries(ids.map((id) => [id, after[id] ?? null]));
}

/** None of the keys opens any more. */
function closed(state: State): State {
  return Object.fromEntries(
    Object.entries(state).map(([id, found]) => [id, found && { ...found, key: null }]),
  );
}
