import type { Emitter } from 'highlight.js';

/** What a piece of code is, as far as it has a colour of its own. */
export type TokenKind =
  | 'comment'
  | 'keyword'
  | 'string'
  | 'number'
  | 'title'
  | 'type'
  | 'name'
  | 'meta'
  | 'added'
  | 'removed';

export interface CodeToken {
  /** Null: plain. */
  readonly kind: TokenKind | null;
  readonly text: string;
}

/** By the first part of highlight.js's scopes (`title.function`, `meta.prompt`). Scopes not named here stay plain. */
const kinds: Readonly<Record<string, TokenKind>> = {
  comment: 'comment',
  quote: 'comment',
  doctag: 'keyword',
  keyword: 'keyword',
  operator: 'keyword',
  'selector-tag': 'keyword',
  'template-tag': 'keyword',
  string: 'string',
  regexp: 'string',
  link: 'string',
  code: 'string',
  number: 'number',
  literal: 'number',
  symbol: 'number',
  bullet: 'number',
  char: 'number',
  title: 'title',
  section: 'title',
  'selector-id': 'title',
  'selector-class': 'title',
  type: 'type',
  built_in: 'type',
  class: 'type',
  'selector-pseudo': 'type',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  name: 'name',
  variable: 'name',
  'template-variable': 'name',
  'selector-attr': 'name',
  meta: 'meta',
  addition: 'added',
  deletion: 'removed',
};

/** Takes what highlight.js finds as one flat list of tokens: within several scopes, the innermost that has a colour. */
export class TokenEmitter implements Emitter {
  readonly tokens: CodeToken[] = [];
  readonly #open: (TokenKind | null)[] = [];

  startScope(name: string): void {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : kinds[name.split('.')[0] ?? ''];
    this.#open.push(kind ?? this.#current);
  }

  endScope(): void {
    this.#open.pop();
  }

  /** Version 11 calls this for the scopes that are modes; its types do not say so. */
  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  addText(text: string): void {
    this.#add({ kind: this.#current, text });
  }

  __addSublanguage(emitter: Emitter): void {
    if (!(emitter instanceof TokenEmitter)) return;
    for (const { kind, text } of emitter.tokens) this.#add({ kind: kind ?? this.#current, text });
  }

  finalize(): void {
    this.#open.length = 0;
  }

  /** The interface wants it; there is no HTML here. */
  toHTML(): string {
    return '';
  }

  get #current(): TokenKind | null {
    return this.#open.at(-1) ?? null;
  }

  #add({ kind, text }: CodeToken): void {
    const last = this.tokens.at(-1);
    if (text === '') return;
    if (last?.kind === kind) this.tokens[this.tokens.length - 1] = { kind, text: last.text + text };
    else this.tokens.push({ kind, text });
  }
}
