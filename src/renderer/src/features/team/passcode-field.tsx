import { Button, TextInput } from '@mantine/core';
import { IconLock, IconLockOff } from '@tabler/icons-react';
import { type RefObject, useId } from 'react';
import classes from './member-form.module.css';

/** What becomes of a passcode when the form is saved. */
export type PasscodePlan = 'keep' | 'set' | 'take-away';

/** Two fields, since a passcode mistyped once would lock its member out. Their values stand in the DOM alone. */
export interface PasscodeInputs {
  readonly passcode: RefObject<HTMLInputElement | null>;
  readonly repeated: RefObject<HTMLInputElement | null>;
}

/** The passcode of a member: set, changed or taken away on saving. */
export function PasscodeField(props: {
  readonly has: boolean;
  readonly plan: PasscodePlan;
  readonly onPlan: (plan: PasscodePlan) => void;
  readonly inputs: PasscodeInputs;
  readonly problems: Readonly<Record<string, string | undefined>>;
}) {
  const { has, plan, onPlan } = props;
  const id = useId();
  return (
    <fieldset className={classes.group} aria-describedby={id}>
      <legend className={classes.legend}>{has ? 'Passcode' : 'Passcode (optional)'}</legend>
      {plan === 'set' && <Fields {...props} describedBy={id} />}
      {plan === 'keep' && (
        <div id={id} className={classes.passcode}>
          <p className={classes.note}>
            <IconLock size={16} aria-hidden="true" /> Whoever acts as this member is asked for it.
          </p>
          <Button size="compact-sm" variant="default" onClick={() => onPlan('set')}>
            Change passcode
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onPlan('take-away')}>
            Take passcode away
          </Button>
        </div>
      )}
      {plan === 'take-away' && (
        <div id={id} className={classes.passcode} role="status">
          <p className={classes.note}>
            <IconLockOff size={16} aria-hidden="true" /> Taken away on saving: anybody at this
            machine can then act as this member.
          </p>
          <Button size="compact-sm" variant="default" onClick={() => onPlan('keep')}>
            Keep passcode
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Fields(props: {
  readonly has: boolean;
  readonly onPlan: (plan: PasscodePlan) => void;
  readonly inputs: PasscodeInputs;
  readonly problems: Readonly<Record<string, string | undefined>>;
  readonly describedBy: string;
}) {
  const { has, inputs, problems } = props;
  return (
    <>
      <p id={props.describedBy} className={classes.note}>
        {has
          ? 'The new passcode takes the place of the one there is.'
          : 'Without one, anybody at this machine can act as this member.'}
      </p>
      <div className={classes.pair}>
        <TextInput
          ref={inputs.passcode}
          type="password"
          autoComplete="new-password"
          label={has ? 'New passcode' : 'Passcode'}
          error={problems.passcode}
          autoFocus={has}
        />
        <TextInput
          ref={inputs.repeated}
          type="password"
          autoComplete="new-password"
          label="Repeat passcode"
          error={problems.repeated}
        />
      </div>
      {has && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => props.onPlan('keep')}>
          Keep the passcode there is
        </Button>
      )}
    </>
  );
}
