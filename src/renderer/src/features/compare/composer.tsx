import { Button, Textarea } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useApp } from '../../stores/app.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import { useHindrance } from '../../stores/policy.ts';
import generateClasses from '../generate/composer.module.css';
import { useRunKeys } from '../generate/use-run-keys.ts';
import { useIsRunning } from './columns-shown.ts';
import { type DraftProblem, draftProblem, runAll, stopAll } from './compare-commands.ts';
import classes from './composer.module.css';
import { HowToRun } from './how-to-run.tsx';
import {
  addConfigurationId,
  focusSoon,
  promptFieldId,
  repeatsFieldId,
  runAllId,
} from './places.ts';
import { PromptSetField } from './prompt-set-field.tsx';
import { SystemPromptField } from './system-prompt-field.tsx';

const fieldIds: Readonly<Record<DraftProblem['field'], string>> = {
  prompt: promptFieldId,
  columns: addConfigurationId,
  repeats: repeatsFieldId,
};

/** What to ask, and how. */
export function Composer() {
  const prompt = useComparisonDraft((state) => state.prompt);
  const set = useComparisonDraft((state) => state.set);
  const running = useIsRunning();
  const hindrance = useHindrance('generate');
  const modifier = useApp((state) => (state.info?.platform === 'darwin' ? '⌘' : 'Ctrl'));
  const [found, setFound] = useState<DraftProblem | null>(null);
  // What has been mended is no longer complained of.
  const problem = found !== null && draftProblem()?.field === found.field ? found : null;

  function run() {
    if (running || hindrance !== null) return;
    const now = draftProblem();
    setFound(now);
    if (now === null) runAll();
    else focusSoon(fieldIds[now.field]);
  }

  function stop() {
    stopAll();
    // The button that had the focus goes away.
    focusSoon(runAllId);
  }

  useRunKeys({ onRun: run, onStop: running ? stop : null });

  return (
    <section aria-label="What to compare" className={classes.composer}>
      <div className={classes.prompts}>
        {set === null ? (
          <Textarea
            id={promptFieldId}
            label="Prompt"
            autosize
            minRows={3}
            maxRows={12}
            placeholder="Ask them all the same."
            value={prompt}
            error={problem?.field === 'prompt' && problem.sentence}
            onChange={({ currentTarget: { value } }) =>
              useComparisonDraft.setState({ prompt: value })
            }
          />
        ) : null}
        <PromptSetField />
        <SystemPromptField />
      </div>
      <div className={classes.side}>
        <HowToRun problem={problem?.field === 'repeats' ? problem.sentence : null} />
        <div className={classes.actions}>
          <Button
            id={runAllId}
            onClick={run}
            // It keeps the focus while what it started runs.
            {...((running || hindrance !== null) && {
              'data-disabled': true,
              'aria-disabled': true,
            })}
            leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
          >
            Run all
          </Button>
          {running && (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={16} aria-hidden="true" />}
              onClick={stop}
            >
              Stop all
            </Button>
          )}
          <span className={generateClasses.keys}>
            {running ? <kbd>Esc</kbd> : <kbd>{modifier} Enter</kbd>}
          </span>
        </div>
        {problem?.field === 'columns' && (
          <p role="alert" className={classes.problem}>
            {problem.sentence}
          </p>
        )}
        {hindrance !== null && <p className={classes.note}>{hindrance}</p>}
      </div>
    </section>
  );
}
