import { Button } from '@mantine/core';
import { navigate } from 'wouter/use-hash-location';
import type { ErrorShape } from '#shared/errors.ts';
import { useApp } from '../../stores/app.ts';
import {
  closeDialog,
  openConnectionTest,
  openEditConfiguration,
  openKeyDialog,
  openNewConfiguration,
} from '../configurations/dialogs.ts';
import { type NextStep, nextSteps, permissionFor } from './next-steps.ts';
import classes from './run-problem.module.css';

interface NextStepButtonsProps {
  readonly error: Pick<ErrorShape, 'code'>;
  /** The configuration that the failure is about; null where there is none. */
  readonly configurationId: string | null;
  /** How the steps are taken that depend on where this stands. Null: not at all. */
  readonly own: Readonly<Partial<Record<NextStep, (() => void) | null>>>;
}

/** What the acting member can do about a failure. */
export function NextStepButtons({ error, configurationId, own }: NextStepButtonsProps) {
  const held = useApp((state) => state.info?.actor.permissions ?? []);
  const ways = { ...(configurationId === null ? {} : waysFor(configurationId)), ...anyway, ...own };
  const steps = nextSteps(error).flatMap((step) => {
    const needed = permissionFor[step];
    const act = ways[step];
    return act && (needed === undefined || held.includes(needed)) ? [{ step, act }] : [];
  });
  if (steps.length === 0) return null;
  return (
    <div className={classes.steps}>
      {steps.map(({ step, act }) => (
        <Button key={step} size="compact-sm" variant="default" onClick={act}>
          {labels[step]}
        </Button>
      ))}
    </div>
  );
}

const labels: Readonly<Record<NextStep, string>> = {
  'set-key': 'Set key',
  'replace-key': 'Replace key',
  'edit-configuration': 'Edit configuration',
  'test-connection': 'Test connection',
  'new-configuration': 'New configuration',
  'open-settings': 'Open Settings',
  'edit-prompt': 'Edit prompt',
  'try-again': 'Try again',
};

type Ways = NextStepButtonsProps['own'];

function waysFor(id: string): Ways {
  return {
    'set-key': () => openKeyDialog(id),
    'replace-key': () => openKeyDialog(id),
    'edit-configuration': () => openEditConfiguration(id),
    'test-connection': () => openConnectionTest(id),
  };
}

const anyway: Ways = {
  'new-configuration': () => openNewConfiguration(),
  'open-settings': () => {
    closeDialog();
    navigate('/settings');
  },
};
