import { Button, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Member } from '#shared/domain/member.ts';
import { fieldProblemsOf, RequestError, sentenceOf } from '../../api/client.ts';
import { useMembers } from '../../stores/members.ts';
import { announce } from '../../ui/notices.ts';
import { nowActing } from './act-as.ts';
import { closeTeamDialog } from './dialogs.ts';
import classes from './member-form.module.css';
import { clockWords, useCountdown } from './use-countdown.ts';

/**
 * Asks for the passcode of `member`, and waits as long as main says after a wrong one. What is typed stands in the
 * DOM alone, and goes from there the moment it is submitted.
 */
export function PasscodeForm({ member }: { readonly member: Member }) {
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [refusals, setRefusals] = useState(0);
  const [busy, setBusy] = useState(false);
  const { secondsLeft, ended, start } = useCountdown();
  const waiting = secondsLeft > 0;

  useEffect(() => {
    if (refusals > 0) field.current?.focus();
  }, [refusals]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = field.current;
    if (input === null || busy || waiting) return;
    const passcode = input.value;
    input.value = '';
    setProblem(null);
    if (passcode === '') {
      refuse(`Enter the passcode of ${member.name}.`);
      return;
    }
    setBusy(true);
    try {
      await useMembers.getState().actAs(member.id, passcode);
      announce(nowActing(member.name));
      closeTeamDialog();
    } catch (error) {
      refuse(problemOf(error));
      if (error instanceof RequestError) start(error.shape.data?.retryAfterMs ?? 0);
    } finally {
      setBusy(false);
    }
  }

  function refuse(sentence: string) {
    setProblem(sentence);
    setRefusals((count) => count + 1);
  }

  return (
    <form onSubmit={submit} autoComplete="off" noValidate>
      <TextInput
        ref={field}
        type="password"
        label="Passcode"
        autoComplete="off"
        data-autofocus
        error={problem}
        readOnly={busy}
      />
      <div className={classes.foot}>
        {/* Read out once it is over, not every second. */}
        <Text size="sm" c="dimmed" role="timer" mr="auto">
          {waiting && `Next try in ${clockWords(secondsLeft)}`}
        </Text>
        <VisuallyHidden role="status">{ended && 'You can try again now.'}</VisuallyHidden>
        <Button variant="default" onClick={closeTeamDialog}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={waiting}>
          Act as
        </Button>
      </div>
    </form>
  );
}

/** Main's sentence, without the time to wait: that is counted down beside the button. */
function problemOf(error: unknown): string {
  if (error instanceof RequestError && error.shape.code === 'passcode-wait') {
    return 'A passcode before this one was wrong.';
  }
  return fieldProblemsOf(error).passcode ?? sentenceOf(error);
}
