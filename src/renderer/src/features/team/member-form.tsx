import { Button, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Member, Role } from '#shared/domain/member.ts';
import { fieldProblemsOf, sentenceOf } from '../../api/client.ts';
import { useMembers } from '../../stores/members.ts';
import { announce } from '../../ui/notices.ts';
import { closeTeamDialog } from './dialogs.ts';
import classes from './member-form.module.css';
import { isLastOwner } from './member-rules.ts';
import { PasscodeField, type PasscodePlan } from './passcode-field.tsx';
import { RolesField } from './roles-field.tsx';
import { draftProblems, saveMember } from './save-member.ts';

type Problems = Readonly<Record<string, string | undefined>>;

/** Name, roles and passcode of a member. */
export function MemberForm({ edited }: { readonly edited: Member | undefined }) {
  const element = useRef<HTMLFormElement>(null);
  const inputs = {
    passcode: useRef<HTMLInputElement>(null),
    repeated: useRef<HTMLInputElement>(null),
  };
  const members = useMembers((state) => state.members) ?? [];
  const [saved, setSaved] = useState(edited);
  const [name, setName] = useState(edited?.name ?? '');
  const [roles, setRoles] = useState<readonly Role[]>(edited?.roles ?? ['member']);
  const [plan, setPlan] = useState<PasscodePlan>(edited?.hasPasscode ? 'keep' : 'set');
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  // After the problems are on screen.
  useEffect(() => {
    if (Object.keys(problems).length > 0) {
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(:disabled)')?.focus();
    }
  }, [problems]);

  /** Undefined where nothing becomes of it: a passcode that is kept, or a field left empty. */
  function chosenPasscode(): string | null | undefined {
    if (plan === 'take-away') return null;
    return plan === 'set' ? inputs.passcode.current?.value || undefined : undefined;
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const draft = { name, roles, passcode: chosenPasscode() };
    const found: Problems = { ...draftProblems(draft), ...passcodeProblem() };
    setRefusal(null);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await saveMember(saved, draft, setSaved);
      announce(edited === undefined ? `Added ${name.trim()}.` : `Saved ${name.trim()}.`);
      closeTeamDialog();
    } catch (error) {
      const fields = fieldProblemsOf(error);
      setProblems(fields);
      if (!['name', 'roles', 'passcode'].some((field) => field in fields)) {
        setRefusal(sentenceOf(error));
      }
    } finally {
      setBusy(false);
    }
  }

  function passcodeProblem(): Problems {
    if (plan !== 'set') return {};
    const passcode = inputs.passcode.current?.value ?? '';
    if (passcode === '' && edited?.hasPasscode) return { passcode: 'Enter the new passcode.' };
    if (passcode === inputs.repeated.current?.value) return {};
    return { repeated: 'The two are not the same. Type the passcode again.' };
  }

  return (
    <form ref={element} onSubmit={submit} autoComplete="off" noValidate>
      <TextInput
        label="Name"
        autoComplete="off"
        data-autofocus
        value={name}
        error={problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RolesField
        value={roles}
        onChange={setRoles}
        error={problems.roles}
        fixed={edited?.rolesFixed ?? false}
        lastOwner={edited !== undefined && isLastOwner(members, edited.id)}
      />
      <PasscodeField
        has={edited?.hasPasscode ?? false}
        plan={plan}
        onPlan={setPlan}
        inputs={inputs}
        problems={problems}
      />
      {refusal !== null && (
        <Text c="red" role="alert" className={classes.refusal}>
          {refusal}
        </Text>
      )}
      <div className={classes.foot}>
        <Button variant="default" onClick={closeTeamDialog}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
