import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { WorkflowPath } from '#shared/domain/rules/workflow/problem.ts';

interface Place {
  readonly from: number;
  readonly to: number;
}

type SyntaxNode = NonNullable<ReturnType<typeof ensureSyntaxTree>>['topNode'];

/** How long a large document may be parsed for, in milliseconds. */
const patience = 500;

/** Where in the text of a JSON document `path` is; as far as the document goes along it. */
export function documentPlace(state: EditorState, path: WorkflowPath): Place {
  const top = ensureSyntaxTree(state, state.doc.length, patience)?.topNode.firstChild ?? null;
  if (top === null) return { from: 0, to: 0 };
  let value = top;
  let named: SyntaxNode | null = null;
  for (const part of path) {
    const found = typeof part === 'number' ? entry(value, part) : property(state, value, part);
    if (found === null) return beginning(named ?? value);
    named = found.name;
    value = found.value;
  }
  // Of a list or an object it is enough to point at its name, or at how it begins.
  return beginning(isContainer(value) ? (named ?? value) : value);
}

interface Found {
  readonly name: SyntaxNode | null;
  readonly value: SyntaxNode;
}

function entry(list: SyntaxNode, index: number): Found | null {
  if (list.name !== 'Array') return null;
  const value = valuesIn(list)[index];
  return value === undefined ? null : { name: null, value };
}

function property(state: EditorState, object: SyntaxNode, wanted: string): Found | null {
  if (object.name !== 'Object') return null;
  for (const one of object.getChildren('Property')) {
    const name = one.getChild('PropertyName');
    const value = one.lastChild;
    if (name === null || value === null || value.type.isError) continue;
    if (textOf(state, name) === wanted) return { name, value };
  }
  return null;
}

function textOf(state: EditorState, { from, to }: Place): string | null {
  try {
    const text: unknown = JSON.parse(state.sliceDoc(from, to));
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}

const values = ['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'];

function valuesIn(list: SyntaxNode): readonly SyntaxNode[] {
  return values.flatMap((name) => list.getChildren(name)).sort((a, b) => a.from - b.from);
}

function isContainer({ name }: SyntaxNode): boolean {
  return name === 'Object' || name === 'Array';
}

function beginning(node: SyntaxNode): Place {
  return { from: node.from, to: isContainer(node) ? node.from + 1 : node.to };
}
