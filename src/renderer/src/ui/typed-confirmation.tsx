import { Button, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { sentenceOf } from '../api/client.ts';
import classes from './typed-confirmation.module.css';

/** The content of a dialog about what cannot be taken back: it is done once a word has been typed. */
export function TypedConfirmation(props: {
  /** What has to be typed. */
  readonly word: string;
  /** What follows from it. */
  readonly children: ReactNode;
  /** On the button that does it. */
  readonly verb: string;
  /** Given what was typed. A failure is shown, and the dialog stays. */
  readonly action: (typed: string) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const { word } = props;
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const typed = field.current?.value.trim() ?? '';
    if (typed.toLowerCase() !== word) {
      setProblem(`Type “${word}” to confirm.`);
      field.current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await props.action(typed.toLowerCase());
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Text component="div" className={classes.text}>
        {props.children}
      </Text>
      <TextInput
        ref={field}
        label={`Type “${word}” to confirm`}
        data-autofocus
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        error={problem}
        readOnly={busy}
        onInput={() => setProblem(null)}
      />
      <div className={classes.foot}>
        <Button variant="default" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button type="submit" color="red" loading={busy}>
          {props.verb}
        </Button>
      </div>
    </form>
  );
}
