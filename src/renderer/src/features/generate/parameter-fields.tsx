import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useDraft } from '../../stores/draft.ts';
import classes from './composer.module.css';
import { Fold } from './fold.tsx';
import {
  type ParameterName,
  parameterLabels,
  parameterNames,
  parameterProblems,
  parametersOf,
  parametersText,
} from './parameters.ts';

interface ParameterFieldsProps {
  /** What the next run goes to. */
  readonly configuration: ConfigurationView;
  /** Whether what is wrong is said: from the first try to run on. */
  readonly checked: boolean;
}

/** What the next run does otherwise than its configuration. */
export function ParameterFields({ configuration, checked }: ParameterFieldsProps) {
  const texts = useDraft((state) => state.parameters);
  const [wanted, setWanted] = useState(false);
  const problems = checked ? parameterProblems(texts, configuration) : {};
  // A field that is refused is never out of sight.
  const unfolded = wanted || Object.keys(problems).length > 0;
  const names = parameterNames(configuration.provider);
  const given = parametersText(parametersOf(texts, configuration.provider));

  function change(name: ParameterName, text: string) {
    useDraft.setState({ parameters: { ...texts, [name]: text } });
  }

  return (
    <Fold
      title="Parameters"
      summary={given === '' ? 'as configured' : given}
      unfolded={unfolded}
      onToggle={() => setWanted(!unfolded)}
    >
      <div className={classes.parameters}>
        {names.map((name) => (
          <TextInput
            key={name}
            label={parameterLabels[name]}
            inputMode="decimal"
            autoComplete="off"
            placeholder={String(configuration[name] ?? 'Provider’s own')}
            value={texts[name]}
            error={problems[name]}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
      </div>
    </Fold>
  );
}
