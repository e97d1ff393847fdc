import { Button, Textarea } from '@mantine/core';
import { IconPlayerStop, IconSparkles } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useApp, useCan } from '../../stores/app.ts';
import { useWorkflowDrafts } from '../../stores/workflow-drafts.ts';
import { ConfigurationSelect } from '../generate/configuration-select.tsx';
import { useRunKeys } from '../generate/use-run-keys.ts';
import classes from './composer.module.css';
import { startDraft, useDraftRuns } from './draft-commands.ts';
import { Examples } from './examples.tsx';

/** What the workflow shall do, and which configuration drafts it. */
export function Composer() {
  const words = useWorkflowDrafts((state) => state.words);
  const configurationId = useWorkflowDrafts((state) => state.configurationId);
  const stop = useWorkflowDrafts((state) => state.stop);
  const running = useDraftRuns();
  const mayDraft = useCan('generate');
  const modifier = useApp((state) => (state.info?.platform === 'darwin' ? '⌘' : 'Ctrl'));
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  function draft() {
    if (running || !mayDraft) return;
    const missing = words.trim() === '';
    setProblem(missing ? 'Describe what the workflow shall do.' : null);
    if (missing) field.current?.focus();
    else startDraft();
  }

  function stopDraft() {
    void stop();
    // The button that had the focus goes away.
    field.current?.focus();
  }

  useRunKeys({ onRun: draft, onStop: running ? stopDraft : null });

  function write(text: string) {
    setProblem(null);
    useWorkflowDrafts.setState({ words: text });
  }

  return (
    <div className={classes.composer}>
      <ConfigurationSelect
        chosenId={configurationId}
        onChoose={(id) => useWorkflowDrafts.setState({ configurationId: id })}
      />
      <Textarea
        ref={field}
        data-workflow-words
        label="Describe the workflow"
        autosize
        minRows={5}
        maxRows={14}
        placeholder="What starts it, what happens then, who has to agree."
        value={words}
        error={problem}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <Examples
        onChoose={(text) => {
          write(text);
          field.current?.focus();
        }}
      />
      <div className={classes.actions}>
        <Button
          onClick={draft}
          disabled={running || !mayDraft}
          leftSection={<IconSparkles size={16} aria-hidden="true" />}
        >
          Draft workflow
        </Button>
        {running && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden="true" />}
            onClick={stopDraft}
          >
            Stop
          </Button>
        )}
        <span className={classes.keys}>
          {running ? <kbd>Esc</kbd> : <kbd>{modifier} Enter</kbd>}
        </span>
      </div>
      {!mayDraft && <p className={classes.note}>Drafting needs the permission generate.</p>}
    </div>
  );
}
