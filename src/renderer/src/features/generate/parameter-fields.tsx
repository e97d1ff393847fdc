import { useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { useDraft } from '../../stores/draft.ts';
import { Fold } from './fold.tsx';
import { ParameterInputs } from './parameter-inputs.tsx';
import { parameterProblems, parametersOf, parametersText } from './parameters.ts';

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
  const given = parametersText(parametersOf(texts, configuration.provider));

  return (
    <Fold
      title="Parameters"
      summary={given === '' ? 'as configured' : given}
      unfolded={unfolded}
      onToggle={() => setWanted(!unfolded)}
    >
      <ParameterInputs
        configuration={configuration}
        texts={texts}
        problems={problems}
        onChange={(parameters) => useDraft.setState({ parameters })}
      />
    </Fold>
  );
}
