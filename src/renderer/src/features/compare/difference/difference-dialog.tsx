import { Button, Group, Loader, Select } from '@mantine/core';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useComparison } from '../../../stores/comparison.ts';
import { cellKey } from '../../../stores/comparison-cells.ts';
import { useComparisonDraft } from '../../../stores/comparison-draft.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useColumnNames } from '../columns-shown.ts';
import classes from './difference-dialog.module.css';
import { DifferenceText } from './difference-text.tsx';
import { useDifference } from './use-difference.ts';

interface Answer {
  /** `cellKey`. */
  readonly value: string;
  readonly label: string;
  readonly text: string;
}

/** Two answers to the same prompt, with what only one of them says marked. */
export function DifferenceDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const answers = useAnswers();
  const [first, setFirst] = useState<string | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const one = answers.find(({ value }) => value === first) ?? answers[0];
  const other =
    answers.find(({ value }) => value === second && value !== one?.value) ??
    answers.find(({ value }) => value !== one?.value);

  return (
    <Dialog opened={props.opened} onClose={props.onClose} title="Difference" size={860}>
      <div className={classes.choice}>
        <Choice label="First" answers={answers} chosen={one} onChoose={setFirst} />
        <Choice label="Second" answers={answers} chosen={other} onChoose={setSecond} />
      </div>
      {one !== undefined && other !== undefined && (
        <Found key={`${one.value} ${other.value}`} one={one} other={other} />
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onClose}>
          Close
        </Button>
      </Group>
    </Dialog>
  );
}

function Choice(props: {
  readonly label: string;
  readonly answers: readonly Answer[];
  readonly chosen: Answer | undefined;
  readonly onChoose: (value: string | null) => void;
}) {
  return (
    <Select
      label={props.label}
      allowDeselect={false}
      data={props.answers.map(({ value, label }) => ({ value, label }))}
      value={props.chosen?.value ?? null}
      onChange={props.onChoose}
    />
  );
}

function Found({ one, other }: { readonly one: Answer; readonly other: Answer }) {
  const found = useDifference(one.text, other.text);
  if (found.state === 'working') {
    return (
      <p role="status" className={classes.words}>
        <Loader size={14} aria-hidden="true" /> Looking for what differs…
      </p>
    );
  }
  if (found.state === 'failed' || found.difference === null) {
    return (
      <p role="status" className={classes.words}>
        {found.state === 'failed'
          ? 'The difference could not be worked out. Close this and open it again.'
          : 'The two have too little in common to tell what differs word by word or line by line.'}
      </p>
    );
  }
  return <DifferenceText difference={found.difference} first={one.label} second={other.label} />;
}

/** The answers to the prompt that is shown, as they are now: what still arrives would set the search off anew. */
function useAnswers(): readonly Answer[] {
  const columns = useComparisonDraft((state) => state.columns);
  const names = useColumnNames();
  const shownPrompt = useComparison((state) => state.shownPrompt) ?? 0;
  const repeats = useComparison((state) => state.comparison?.repeats ?? 1);
  const ended = useComparison(
    useShallow(({ runs }) =>
      Object.fromEntries(
        Object.entries(runs).flatMap(([key, { outcome, text }]) =>
          outcome === null || text === '' ? [] : [[key, text]],
        ),
      ),
    ),
  );
  return columns.flatMap(({ place }, index) =>
    Array.from({ length: place === null ? 0 : repeats }, (_, repeat) => {
      const value = cellKey({ prompt: shownPrompt, column: place ?? 0, repeat });
      const name = names[index] ?? '';
      const label = repeats === 1 ? name : `${name}, repeat ${repeat + 1}`;
      return { value, label, text: ended[value] ?? '' };
    }).filter(({ text }) => text !== ''),
  );
}
