import type { ComparisonSummary } from '#shared/domain/comparison.ts';
import { request } from '../../api/client.ts';
import { useComparison } from '../../stores/comparison.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** Asks before a comparison is deleted, and says what is lost with it. */
export function DeleteComparison(props: {
  readonly comparison: ComparisonSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { id, name, promptCount, cells } = props.comparison;
  const prompts =
    promptCount === 1 ? 'Its prompt' : `Its ${promptCount.toLocaleString('en')} prompts`;
  const answers = cells.done === 1 ? 'one answer' : `${cells.done.toLocaleString('en')} answers`;
  return (
    <ConfirmDialog
      opened={props.opened}
      onClose={props.onClose}
      title={`Delete “${name}”?`}
      verb="Delete"
      action={async () => {
        await request('comparisons.delete', { id });
        const { comparison, close } = useComparison.getState();
        if (comparison?.id === id) close();
      }}
      done="The comparison is deleted."
    >
      {prompts}, {answers} and your votes are deleted for good. The figures stay in the usage
      ledger, without any text.
    </ConfirmDialog>
  );
}
