import {
  IconBrain,
  IconEye,
  IconMessage,
  type IconProps,
  IconPuzzle,
  IconTextPlus,
  IconTool,
  IconVector,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { LocalModel } from '#shared/domain/local-model.ts';
import { noFigure } from '../generate/figures.ts';
import classes from './capabilities.module.css';

const known: Readonly<
  Record<string, { readonly word: string; readonly icon: ComponentType<IconProps> }>
> = {
  completion: { word: 'Text', icon: IconMessage },
  tools: { word: 'Tools', icon: IconTool },
  vision: { word: 'Vision', icon: IconEye },
  thinking: { word: 'Thinking', icon: IconBrain },
  embedding: { word: 'Embedding', icon: IconVector },
  insert: { word: 'Insert', icon: IconTextPlus },
};

/** What tells a model from others, in words: nearly all do text, so that is said only where there is nothing else. */
export function capabilitiesOf({
  capabilities,
}: Pick<LocalModel, 'capabilities'>): readonly string[] {
  const all = capabilities ?? [];
  const telling = all.filter((one) => one !== 'completion');
  return (telling.length > 0 ? telling : all).map((one) => known[one]?.word ?? one);
}

/** The same, each with its icon. */
export function Capabilities({ model }: { readonly model: Pick<LocalModel, 'capabilities'> }) {
  if (model.capabilities === null) {
    return <span title="Not known yet">{noFigure}</span>;
  }
  return (
    <span className={classes.capabilities}>
      {capabilitiesOf(model).map((word) => {
        const Icon = Object.values(known).find((one) => one.word === word)?.icon ?? IconPuzzle;
        return (
          <span key={word} className={classes.capability} title={word}>
            <Icon size={14} stroke={1.7} aria-hidden="true" />
            <span className={classes.word}>{word}</span>
          </span>
        );
      })}
    </span>
  );
}
