import { Button, Textarea } from '@mantine/core';
import { IconMessagePlus, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useApp, useCan } from '../../stores/app.ts';
import { type ParameterTexts, useDraft } from '../../stores/draft.ts';
import { bringBackDraft } from '../../stores/kept-draft.ts';
import { useRuns } from '../../stores/runs.ts';
import { useLook } from '../local-models/use-server.ts';
import { chosenConfiguration, useChosenConfiguration } from './chosen-configuration.ts';
import { ComparePrompt } from './compare-prompt.tsx';
import classes from './composer.module.css';
import { ConfigurationSelect } from './configuration-select.tsx';
import { usePromptFocus } from './focus-prompt.ts';
import { MissingModel } from './missing-model.tsx';
import { ParameterFields } from './parameter-fields.tsx';
import { parameterProblems } from './parameters.ts';
import { newConversation, runDraft, stopShownRun } from './run-commands.ts';
import { SystemPrompt } from './system-prompt.tsx';
import { useRunKeys } from './use-run-keys.ts';

/** What to run, and of which configuration. */
export function Composer() {
  const prompt = useDraft((state) => state.prompt);
  const configurationId = useDraft((state) => state.configurationId);
  const running = useRuns(
    ({ runs, shownId }) => shownId !== null && runs[shownId]?.outcome === null,
  );
  const shown = useRuns((state) => state.shownId !== null);
  const configuration = useChosenConfiguration();
  useLook(configuration === undefined ? [] : [configuration]);
  const mayRun = useCan('generate');
  const modifier = useApp((state) => (state.info?.platform === 'darwin' ? '⌘' : 'Ctrl'));
  const [problem, setProblem] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const promptRef = useRef<HTMLTextAreaElement>(null);
  usePromptFocus(promptRef);
  useEffect(() => void bringBackDraft(), []);

  function run() {
    if (running || !mayRun) return;
    const draft = useDraft.getState();
    const missing = draft.prompt.trim() === '';
    setProblem(missing ? 'Enter a prompt.' : null);
    setChecked(true);
    if (missing) promptRef.current?.focus();
    else if (parametersAreFine(draft.parameters)) runDraft();
  }

  function stop() {
    stopShownRun();
    // The button that had the focus goes away.
    promptRef.current?.focus();
  }

  useRunKeys({ onRun: run, onStop: running ? stop : null });

  return (
    <div className={classes.composer}>
      <ConfigurationSelect
        chosenId={configurationId}
        onChoose={(id) => useDraft.setState({ configurationId: id })}
      />
      {configuration !== undefined && <MissingModel configuration={configuration} />}
      <Textarea
        ref={promptRef}
        label="Prompt"
        autosize
        minRows={5}
        maxRows={16}
        placeholder="Ask the model something."
        value={prompt}
        error={problem}
        onChange={({ currentTarget: { value } }) => {
          setProblem(null);
          useDraft.setState({ prompt: value });
        }}
      />
      <SystemPrompt own={configuration?.systemPrompt ?? null} />
      {configuration !== undefined && (
        <ParameterFields configuration={configuration} checked={checked} />
      )}
      <div className={classes.actions}>
        <Button
          onClick={run}
          disabled={running || !mayRun}
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
        >
          Run
        </Button>
        {running && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden="true" />}
            onClick={stop}
          >
            Stop
          </Button>
        )}
        {shown && !running && (
          <Button
            variant="subtle"
            color="gray"
            aria-label="New conversation"
            title="New conversation"
            leftSection={<IconMessagePlus size={16} aria-hidden="true" />}
            onClick={() => {
              newConversation();
              promptRef.current?.focus();
            }}
          >
            New
          </Button>
        )}
        <ComparePrompt />
        <span className={classes.keys}>
          {running ? <kbd>Esc</kbd> : <kbd>{modifier} Enter</kbd>}
        </span>
      </div>
      {!mayRun && <p className={classes.note}>Running needs the permission generate.</p>}
    </div>
  );
}

/** Without a configuration there is nothing to check them against, and the run will say what is missing. */
function parametersAreFine(texts: ParameterTexts): boolean {
  const configuration = chosenConfiguration();
  if (configuration === undefined) return true;
  return Object.keys(parameterProblems(texts, configuration)).length === 0;
}
