import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { keyProblem, keyWarning } from '#shared/domain/rules/key-rules.ts';
import { sentenceOf } from '../../api/client.ts';
import { useApp } from '../../stores/app.ts';
import { announce } from '../../ui/notices.ts';
import classes from './key-dialog.module.css';
import { storeKey } from './store-key.ts';

/** Password managers are not to offer, fill in or remember an API key. */
const noPasswordManager = {
  autoComplete: 'off',
  autoCapitalize: 'off',
  autoCorrect: 'off',
  spellCheck: false,
  'data-1p-ignore': true,
  'data-bwignore': true,
  'data-lpignore': 'true',
  'data-form-type': 'other',
} as const;

/**
 * The field into which a key is typed. Its value stands in the DOM alone, never in React's state or a store, and
 * goes from there the moment it is submitted.
 */
export function KeyForm(props: {
  readonly configuration: ConfigurationView;
  readonly replaces: boolean;
  /** The word on the button that saves. */
  readonly verb: string;
  readonly onSaved: () => void;
  /** Buttons for those who do not save. */
  readonly children: ReactNode;
}) {
  const { configuration, replaces } = props;
  const field = useRef<HTMLInputElement>(null);
  const [verifyFirst, setVerifyFirst] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [warning, setWarning] = useState<string | null>(null);
  const [busy, setBusy] = useState<'verifying' | 'saving' | null>(null);

  useEffect(() => field.current?.focus(), []);
  // Here and not where main's refusal arrives: the field is disabled until then.
  useEffect(() => {
    if (problem !== null) field.current?.focus();
  }, [problem]);

  async function submit(warningIsAccepted: boolean) {
    const input = field.current;
    if (input === null || busy !== null) return;
    setProblem(null);
    const found = keyWarning(input.value, configuration.provider);
    if (found !== null && keyProblem(input.value) === null && !warningIsAccepted) {
      setWarning(found);
      return;
    }
    const key = input.value;
    input.value = '';
    setWarning(null);
    const refused = keyProblem(key);
    if (refused !== null) {
      setProblem(refused);
      input.focus();
      return;
    }
    try {
      const models = await storeKey({
        configurationId: configuration.id,
        key,
        replaces,
        verifyFirst,
        onStep: setBusy,
      });
      announce(
        models === null
          ? `Saved the key of ${configuration.name}.`
          : `Verified and saved the key of ${configuration.name}.`,
      );
      props.onSaved();
    } catch (error) {
      setProblem(sentenceOf(error));
      // Where the keychain is what failed, the dialog then says so.
      await useApp
        .getState()
        .checkVault()
        .catch(() => undefined);
    } finally {
      setBusy(null);
    }
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void submit(false);
  }

  return (
    <form onSubmit={onSubmit} autoComplete="off" noValidate>
      <TextInput
        ref={field}
        type="password"
        label="API key"
        data-autofocus
        error={problem}
        readOnly={busy !== null}
        onInput={() => setWarning(null)}
        {...noPasswordManager}
      />
      <Checkbox
        mt="sm"
        label="Verify with the provider first"
        checked={verifyFirst}
        onChange={(event) => setVerifyFirst(event.currentTarget.checked)}
      />
      {warning !== null && <Warning sentence={warning} onAccept={() => submit(true)} />}
      <div className={classes.foot}>
        {props.children}
        <Button type="submit" loading={busy !== null}>
          {props.verb}
        </Button>
      </div>
    </form>
  );
}

function Warning(props: { readonly sentence: string; readonly onAccept: () => void }) {
  return (
    <div role="alert" className={classes.warning}>
      <p className={classes.heading}>
        <IconAlertTriangle size={18} aria-hidden="true" />
        {props.sentence}
      </p>
      <p>Is it the right one? Only the provider can tell for certain.</p>
      <Button size="compact-sm" variant="default" onClick={props.onAccept}>
        Save it anyway
      </Button>
    </div>
  );
}
