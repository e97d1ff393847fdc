import { json } from '@codemirror/lang-json';
import { indentUnit } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { getNonce } from 'get-nonce';
import { jsonColours } from './json-colours.ts';

export interface EditorOptions {
  readonly text: string;
  readonly label: string;
  /** Id of the element that says how the editor is left by keyboard. */
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
}

const reading = new Compartment();
const theme = new Compartment();
const fromOutside = Annotation.define<boolean>();

/** An editor of JSON. Tab is left to the page: it leads out of the editor, as out of any other field. */
export function createEditor(parent: HTMLElement, options: EditorOptions): EditorView {
  const { text, label, describedBy, onChange } = options;
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        // The page's policy takes no style element without it.
        EditorView.cspNonce.of(getNonce() ?? ''),
        basicSetup,
        json(),
        jsonColours,
        lintGutter(),
        indentUnit.of('  '),
        EditorView.lineWrapping,
        reading.of([]),
        theme.of([]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          // It takes the focus as it is; not every tool that reads the page knows that of editable content.
          tabindex: '0',
        }),
        EditorView.updateListener.of(({ docChanged, state, transactions }) => {
          const typed = transactions.some((one) => one.annotation(fromOutside) !== true);
          if (docChanged && typed) onChange(state.doc.toString());
        }),
      ],
    }),
  });
}

/** Puts another text in the place of what is there, unless it is the same. */
export function setText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return;
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    annotations: fromOutside.of(true),
  });
}

/** Whether it can be read only. It can be reached, searched and copied from nonetheless. */
export function setReadOnly(view: EditorView, readOnly: boolean): void {
  const extension: Extension = EditorState.readOnly.of(readOnly);
  view.dispatch({ effects: reading.reconfigure(extension) });
}

/** Tells CodeMirror's own parts, such as its search, which theme to fit. The rest has the page's colours. */
export function setDark(view: EditorView, dark: boolean): void {
  view.dispatch({ effects: theme.reconfigure(EditorView.theme({}, { dark })) });
}
