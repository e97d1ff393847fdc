import { useEffect, useRef } from 'react';
import { useApp, useCan } from '../../stores/app.ts';
import { useComparison } from '../../stores/comparison.ts';
import { AnnounceEnds } from './announce-ends.tsx';
import { Columns } from './columns.tsx';
import classes from './compare-page.module.css';
import { ComparisonBar } from './comparison-bar.tsx';
import { Composer } from './composer.tsx';
import { PromptBar } from './prompt-bar.tsx';
import { Results } from './results.tsx';
import { SavedComparisons } from './saved-comparisons.tsx';

/** One prompt, or many, to several configurations side by side. What runs lives in its store and outlasts the page. */
export function ComparePage() {
  const allowed = useCan('generate');
  const actorId = useApp((state) => state.info?.actor.id);
  const many = useComparison((state) => (state.comparison?.promptCount ?? 1) > 1);
  const table = useComparison((state) => state.comparison !== null && state.shownPrompt === null);
  const lastPrompt = useLastPrompt();
  return (
    <div className={classes.page}>
      <Composer />
      <ComparisonBar />
      {many && !table && <PromptBar />}
      {table ? <Results lastPrompt={lastPrompt} /> : <Columns />}
      {/* Another member has others. */}
      {allowed && <SavedComparisons key={actorId} />}
      <AnnounceEnds />
    </div>
  );
}

/** The prompt that was looked at last, to come back to in the table of all. */
function useLastPrompt() {
  const last = useRef<number | null>(null);
  const id = useComparison((state) => state.comparison?.id);
  const shown = useComparison((state) => state.shownPrompt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another comparison has other prompts
  useEffect(() => {
    last.current = null;
  }, [id]);
  useEffect(() => {
    if (shown !== null) last.current = shown;
  }, [shown]);
  return last;
}
