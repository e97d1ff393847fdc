import { Button, Loader } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconPlayerStop } from '@tabler/icons-react';
import type { ConnectionTest } from '#shared/domain/connection-test.ts';
import { assertNever } from '#shared/errors.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { closeDialog, useDialogs } from '../configurations/dialogs.ts';
import { useConfiguration } from '../configurations/use-configuration.ts';
import { ErrorDetails } from '../generate/error-details.tsx';
import { durationText } from '../generate/figures.ts';
import { NextStepButtons } from '../generate/next-step-buttons.tsx';
import classes from './connection-dialog.module.css';
import { ConnectionSteps } from './connection-steps.tsx';
import { useConnectionTest } from './use-connection-test.ts';

/** `Test connection`: goes the way of a run as far as the first token, and says how far it came. */
export function ConnectionDialog({ id }: { readonly id: string }) {
  const opened = useDialogs((state) => state.opened);
  const configuration = useConfiguration(id);
  const { test, again, cancel } = useConnectionTest(id, opened);
  const underWay = test.state === 'under-way';
  return (
    <Dialog
      opened={opened}
      onClose={closeDialog}
      returnFocus={false}
      size={560}
      title="Test connection"
    >
      <p className={classes.whose}>
        <span className={classes.name}>{configuration?.name}</span>
        <span className={classes.model}>{configuration?.model}</span>
        {configuration?.simulated && <SimulatedMark />}
      </p>
      <ConnectionSteps steps={test.state === 'over' ? test.result.steps : null} />
      <div role="status" className={classes.outcome}>
        {underWay && (
          <p className={classes.sentence}>
            <Loader size={16} aria-hidden="true" />
            Asking the model for one word, the way a run would.
          </p>
        )}
        {test.state === 'over' && <Outcome id={id} result={test.result} />}
        {test.state === 'refused' && (
          <p className={classes.sentence} data-outcome="failed">
            <IconAlertCircle size={18} aria-hidden="true" />
            {test.reason}
          </p>
        )}
      </div>
      <div className={classes.buttons}>
        {underWay ? (
          <Button variant="default" onClick={cancel} data-autofocus>
            Cancel
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={again}>
              Test again
            </Button>
            <Button onClick={closeDialog}>Close</Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Outcome({ id, result }: { readonly id: string; readonly result: ConnectionTest }) {
  const { outcome, error, totalMs } = result;
  const total = durationText(totalMs);
  switch (outcome) {
    case 'passed':
      return (
        <p className={classes.sentence} data-outcome="passed">
          <IconCircleCheck size={18} aria-hidden="true" />
          The connection works: the first token came after {total}.
        </p>
      );
    case 'cancelled':
      return (
        <p className={classes.sentence}>
          <IconPlayerStop size={18} aria-hidden="true" />
          Cancelled after {total}.
        </p>
      );
    case 'failed':
      return error === null ? null : (
        <>
          <p className={classes.sentence} data-outcome="failed">
            <IconAlertCircle size={18} aria-hidden="true" />
            {error.message}
          </p>
          <NextStepButtons error={error} configurationId={id} own={{ 'test-connection': null }} />
          <ErrorDetails details={error.details} />
        </>
      );
    default:
      return assertNever(outcome);
  }
}
