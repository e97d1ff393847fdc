import { setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useApp } from '../../../stores/app.ts';
import { useWorkflowEditor } from '../../../stores/workflow-editor.ts';
import { createEditor, setDark, setReadOnly, setText } from './create-editor.ts';
import { brokenPlace, diagnosticsOf } from './diagnostics.ts';
import { documentPlace } from './document-place.ts';
import classes from './json-editor.module.css';

/** The document as JSON, with what is wrong marked as one types. */
export function JsonEditor({ readOnly }: { readonly readOnly: boolean }) {
  const dark = useComputedColorScheme('light') === 'dark';
  const modifier = useApp((state) => (state.info?.platform === 'darwin' ? '⌘' : 'Ctrl'));
  const hintId = useId();
  const parent = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView | null>(null);

  useEffect(() => {
    if (parent.current === null) return;
    const { text, type } = useWorkflowEditor.getState();
    const made = createEditor(parent.current, {
      text,
      label: 'Workflow as JSON',
      describedBy: hintId,
      onChange: type,
    });
    setView(made);
    return () => made.destroy();
  }, [hintId]);

  useEffect(() => {
    if (view !== null) setReadOnly(view, readOnly);
  }, [view, readOnly]);
  useEffect(() => {
    if (view !== null) setDark(view, dark);
  }, [view, dark]);
  useDocument(view);
  usePlace(view);

  return (
    <div className={classes.frame}>
      <div ref={parent} className={classes.editor} data-own-run-keys />
      <p id={hintId} className={classes.hint}>
        {readOnly && 'To be read only, while a draft is under way. '}
        <kbd>Tab</kbd> leads out of the editor, <kbd>F8</kbd> to the next problem,{' '}
        <kbd>{modifier} F</kbd> finds.
      </p>
    </div>
  );
}

/** Shows the text of the store and what is wrong with it. */
function useDocument(view: EditorView | null): void {
  const text = useWorkflowEditor((state) => state.text);
  const checked = useWorkflowEditor((state) => state.checked);
  useEffect(() => {
    if (view !== null) setText(view, text);
  }, [view, text]);
  useEffect(() => {
    if (view === null) return;
    view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state, checked)));
  }, [view, checked]);
}

/** Goes to the place that the store wants shown. */
function usePlace(view: EditorView | null): void {
  const place = useWorkflowEditor((state) => state.place);
  useEffect(() => {
    if (view === null || place === null) return;
    const { brokenAt } = useWorkflowEditor.getState().checked;
    const { from, to } =
      brokenAt === null ? documentPlace(view.state, place) : brokenPlace(view.state, brokenAt);
    view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    view.focus();
    useWorkflowEditor.setState({ place: null });
  }, [view, place]);
}
