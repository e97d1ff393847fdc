import { Button } from '@mantine/core';
import { IconGitCompare, IconPlayerPlay } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { comparedColumns } from '#shared/domain/rules/comparison-rules.ts';
import { request } from '../../api/client.ts';
import { useComparison } from '../../stores/comparison.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { announceFailure } from '../../ui/notices.ts';
import { AddConfiguration } from './add-configuration.tsx';
import classes from './comparison-bar.module.css';
import { countsWords, stateWords } from './comparison-words.ts';
import { focusSoon, promptFieldId, runAllId } from './places.ts';

const DifferenceDialog = lazy(async () => ({
  default: (await import('./difference/difference-dialog.tsx')).DifferenceDialog,
}));

/** The comparison that is shown: what it is called, how it stands, what can be done with it. */
export function ComparisonBar() {
  const comparison = useComparison((state) => state.comparison);
  const columns = useComparisonDraft((state) => state.columns);
  return (
    <div className={classes.bar}>
      <div className={classes.words}>
        <h2 className={classes.name} title={comparison?.name}>
          {comparison?.name ?? 'Configurations'}
        </h2>
        <p className={classes.state}>
          {comparison === null ? chosenWords(columns.length) : stateWords(comparison)}
          {comparison !== null && comparison.promptCount * comparison.repeats > 1 && (
            <span>{countsWords(comparison)}</span>
          )}
          {comparison?.kept === false && (
            <span className={classes.notice}>Not kept: it is gone when Keywell ends</span>
          )}
        </p>
        {comparison?.notice && <p className={classes.notice}>{comparison.notice}</p>}
      </div>
      <div className={classes.tools}>
        {comparison !== null && <OfComparison />}
        <AddConfiguration />
      </div>
    </div>
  );
}

function chosenWords(count: number): string {
  const { least, most } = comparedColumns;
  if (count === 0) return `Choose ${least} to ${most}`;
  return count < least ? `${count} chosen, ${least} are the least` : `${count} of at most ${most}`;
}

function OfComparison() {
  const id = useComparison((state) => state.comparison?.id);
  const state = useComparison((one) => one.comparison?.state);
  const { resume, close } = useComparison.getState();
  const canResume = state === 'cancelled' || state === 'interrupted';
  return (
    <>
      {canResume && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
          onClick={() => {
            resume().catch(announceFailure);
            focusSoon(runAllId);
          }}
        >
          Resume
        </Button>
      )}
      <ShowDifference />
      {id !== undefined && (
        <ExportMenu
          formats={['markdown', 'json', 'csv']}
          make={(format) => request('comparisons.export', { id, format })}
        />
      )}
      {state !== 'running' && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            close();
            focusSoon(promptFieldId);
          }}
        >
          Clear
        </Button>
      )}
    </>
  );
}

/** Where at least two answers to one prompt are there. */
function ShowDifference() {
  const [opened, setOpened] = useState<boolean | null>(null);
  const answers = useComparison(
    ({ runs, shownPrompt }) =>
      new Set(
        Object.entries(runs)
          .filter(([, run]) => run.outcome !== null && run.text !== '')
          .map(([key]) => key.split(' '))
          .filter(([prompt]) => Number(prompt) === shownPrompt)
          .map(([, column]) => column),
      ).size,
  );
  if (answers < 2) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconGitCompare size={16} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        Difference
      </Button>
      {opened !== null && (
        <Suspense fallback={null}>
          <DifferenceDialog opened={opened} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
