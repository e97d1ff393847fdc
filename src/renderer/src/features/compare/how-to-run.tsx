import { NumberInput, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { ComparisonOrder } from '#shared/domain/comparison.ts';
import { maxRepeats } from '#shared/domain/rules/comparison-rules.ts';
import { useComparisonDraft } from '../../stores/comparison-draft.ts';
import classes from './composer.module.css';
import { repeatsFieldId } from './places.ts';

const orders: readonly { readonly value: ComparisonOrder; readonly label: string }[] = [
  { value: 'parallel', label: 'All at once' },
  { value: 'sequential', label: 'One after the other' },
];

const reasons: Readonly<Record<ComparisonOrder, string>> = {
  parallel: 'Quickest. Models on this machine then share its memory, and their figures suffer.',
  sequential: 'Slower, and fair to models on this machine: each has its memory to itself.',
};

/** In which order, and how often. */
export function HowToRun({ problem }: { readonly problem: string | null }) {
  const order = useComparisonDraft((state) => state.order);
  const repeats = useComparisonDraft((state) => state.repeats);
  const id = useId();
  return (
    <div>
      <div className={classes.row}>
        <div>
          <span className={classes.label} id={id}>
            Order
          </span>
          <SegmentedControl<ComparisonOrder>
            size="xs"
            aria-labelledby={id}
            data={[...orders]}
            value={order}
            onChange={(value) => useComparisonDraft.setState({ order: value })}
          />
        </div>
        <NumberInput
          className={classes.repeats ?? ''}
          id={repeatsFieldId}
          label="Repeats"
          min={1}
          max={maxRepeats}
          clampBehavior="blur"
          allowDecimal={false}
          allowNegative={false}
          value={repeats}
          error={problem}
          onChange={(value) => useComparisonDraft.setState({ repeats: Number(value) })}
        />
      </div>
      <p className={classes.note}>{reasons[order]}</p>
    </div>
  );
}
