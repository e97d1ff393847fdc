import type { Diagnostic } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import type { CheckedText } from '../../../stores/workflow-document.ts';
import { documentPlace } from './document-place.ts';

/** What is wrong with the text, at its place. */
export function diagnosticsOf(
  state: EditorState,
  { problems, brokenAt }: CheckedText,
): readonly Diagnostic[] {
  return problems.map(({ path, severity, sentence }) => ({
    ...(brokenAt === null ? documentPlace(state, path) : brokenPlace(state, brokenAt)),
    severity,
    message: sentence,
  }));
}

/** The character at which the text stops being JSON; at its end, the last one. */
export function brokenPlace(state: EditorState, brokenAt: number) {
  const { length } = state.doc;
  const to = Math.min(brokenAt + 1, length);
  return { from: Math.max(0, Math.min(brokenAt, to - 1)), to };
}
