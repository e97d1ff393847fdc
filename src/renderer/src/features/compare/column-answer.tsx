import type { Cell, CellPlace } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import type { CellRun } from '../../stores/comparison-cells.ts';
import type { DraftColumn } from '../../stores/comparison-draft.ts';
import { Markdown } from '../../ui/markdown.tsx';
import { announceFailure } from '../../ui/notices.ts';
import { FollowedOutput } from '../generate/followed-output.tsx';
import { Reasoning } from '../generate/reasoning.tsx';
import { RunEnd } from '../generate/run-end.tsx';
import { useCellRun } from './column-runs.ts';
import classes from './columns.module.css';
import { focusSoon, promptFieldId } from './places.ts';

interface ColumnAnswerProps {
  readonly column: DraftColumn;
  readonly place: CellPlace | null;
  readonly cell: Cell | null;
}

/** What the model says, and why no more came if so. */
export function ColumnAnswer({ column, place, cell }: ColumnAnswerProps) {
  const run = useCellRun(column, place);
  const again = () => {
    if (place !== null) useComparison.getState().retry(place).catch(announceFailure);
  };
  return (
    <div className={classes.frame}>
      <FollowedOutput runId={run?.id}>
        {run === null || !run.textsKept ? (
          <p className={classes.quiet}>{nothingWords(cell, run)}</p>
        ) : (
          <>
            {run.reasoning !== '' && <Reasoning key={run.id} run={run} />}
            <Markdown key={`answer ${run.id}`} text={run.text} />
          </>
        )}
      </FollowedOutput>
      {run !== null && (run.textsKept || run.outcome?.type === 'failed') && (
        <RunEnd
          run={run}
          configurationId={column.configurationId}
          ways={{
            again,
            editPrompt: () => focusSoon(promptFieldId),
          }}
          alerting={false}
        />
      )}
    </div>
  );
}

function nothingWords(cell: Cell | null, run: CellRun | null): string {
  if (run !== null) return 'What was answered was not kept, since the history was not.';
  if (cell?.state === 'cancelled') return 'It was stopped before it was asked.';
  return cell === null ? 'The answer appears here as it arrives.' : 'It has not been asked yet.';
}
