import type { ListedModel, ModelCapability } from '#shared/domain/model.ts';
import { tokensInWords } from '../../ui/token-words.ts';
import classes from './model-field.module.css';

const capabilityWords: Readonly<Record<ModelCapability, string>> = {
  vision: 'Vision',
  tools: 'Tools',
  reasoning: 'Reasoning',
};

/** A model of the provider's list: what requests name, and what is told of it. */
export function ModelOption({ model }: { readonly model: ListedModel }) {
  const facts = factsOf(model);
  return (
    <span className={classes.option}>
      <span className={classes.id}>{model.id}</span>
      {facts.length > 0 && (
        <span className={classes.facts}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </span>
      )}
    </span>
  );
}

function factsOf({ id, label, contextLength, capabilities }: ListedModel): readonly string[] {
  return [
    ...(label === null || label === id ? [] : [label]),
    ...(contextLength === null ? [] : [`${tokensInWords(contextLength)} context`]),
    ...capabilities.map((one) => capabilityWords[one]),
  ];
}
