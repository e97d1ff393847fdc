import { IconBolt, IconCoin, type IconProps, IconTextSize } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ComparisonMarks } from '#shared/domain/comparison.ts';
import { useComparison } from '../../stores/comparison.ts';
import type { DraftColumn } from '../../stores/comparison-draft.ts';
import classes from './marks.module.css';

interface MarkWords {
  readonly word: string;
  readonly reason: string;
  readonly icon: ComponentType<IconProps>;
}

const marks: Readonly<Record<keyof ComparisonMarks, MarkWords>> = {
  fastest: {
    word: 'Fastest',
    reason: 'Shortest time to a whole answer, by the median',
    icon: IconBolt,
  },
  cheapest: {
    word: 'Cheapest',
    reason: 'Lowest cost of an answer, on average, where all prices are known',
    icon: IconCoin,
  },
  longest: {
    word: 'Longest',
    reason: 'Longest answers in characters, by the median',
    icon: IconTextSize,
  },
};

const kinds = ['fastest', 'cheapest', 'longest'] as const;

/** What a column of the page stands out by. */
export function ColumnMarks({ column }: { readonly column: DraftColumn }) {
  const { place } = column;
  return place === null ? null : <MarksOf place={place} />;
}

/** The same by its place in the comparison. */
export function MarksOf({ place }: { readonly place: number }) {
  const found = useComparison((state) => state.comparison?.marks);
  return kinds
    .filter((kind) => found?.[kind].includes(place))
    .map((kind) => {
      const { word, reason, icon: Icon } = marks[kind];
      return (
        <span key={kind} className={classes.mark} title={reason}>
          <Icon size={14} aria-hidden="true" />
          {word}
        </span>
      );
    });
}
