import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  type IconProps,
  IconShieldQuestion,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { AuditVerification } from '#shared/domain/audit.ts';
import classes from './integrity.module.css';
import type { Verification } from './use-verification.ts';

const states: Readonly<
  Record<
    AuditVerification['state'],
    { readonly icon: ComponentType<IconProps>; readonly word: string }
  >
> = {
  intact: { icon: IconCircleCheck, word: 'Intact' },
  broken: { icon: IconAlertTriangle, word: 'Broken' },
  unsealed: { icon: IconShieldQuestion, word: 'Not all sealed' },
};

/** What verifying found. The status is always there, or its result would not be read out. */
export function Integrity(props: {
  readonly verification: Verification;
  /** Shows the entry of that number. */
  readonly onShow: (seq: number) => void;
}) {
  const { busy, result, failure } = props.verification;
  return (
    <div role="status" className={classes.status}>
      {busy && <p className={classes.patience}>Reading the whole log…</p>}
      {failure !== null && (
        <p className={classes.result} data-state="broken">
          <IconAlertTriangle size={18} aria-hidden="true" />
          <span>{failure}</span>
        </p>
      )}
      {result !== null && <Result result={result} onShow={props.onShow} />}
    </div>
  );
}

function Result(props: {
  readonly result: AuditVerification;
  readonly onShow: (seq: number) => void;
}) {
  const { state, message, firstBadSeq } = props.result;
  const { icon: Icon, word } = states[state];
  return (
    <div className={classes.result} data-state={state}>
      <Icon size={18} aria-hidden="true" />
      <span>
        <strong>{word}.</strong> {message}
      </span>
      {firstBadSeq !== null && (
        <Button size="compact-sm" variant="default" onClick={() => props.onShow(firstBadSeq)}>
          Show entry {firstBadSeq}
        </Button>
      )}
    </div>
  );
}
