import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useComparison } from '../../stores/comparison.ts';
import { placeIn } from '../../stores/comparison-cells.ts';
import type { RunProgress } from '../../stores/run.ts';
import { phaseWords } from '../generate/phase-words.ts';

/** Tells a screen reader how each column ended, and nothing on the way: six streams read aloud would be noise. */
export function AnnounceEnds() {
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      useComparison.subscribe(({ runs, comparison, shownPrompt }, before) => {
        if (comparison?.id !== before.comparison?.id) return;
        if (shownPrompt === null) {
          const ended = before.comparison?.state === 'running' && comparison?.state !== 'running';
          if (ended && comparison !== null) setSaid(`The comparison is ${comparison.state}.`);
          return;
        }
        const ends = Object.entries(runs).flatMap(([key, run]) => {
          const was = before.runs[key];
          return run.outcome !== null && was?.id === run.id && was.outcome === null
            ? [endWords(comparison?.columns[placeIn(key).column]?.configuration.name, run)]
            : [];
        });
        if (ends.length > 0) setSaid(ends.join(' '));
      }),
    [],
  );
  return (
    <VisuallyHidden role="status" aria-label="Ends">
      {said}
    </VisuallyHidden>
  );
}

function endWords(name: string | undefined, run: RunProgress): string {
  const reason = run.outcome?.type === 'failed' ? ` ${run.outcome.error.message}` : '';
  return `${name ?? 'A column'}: ${phaseWords(run)}.${reason}`;
}
