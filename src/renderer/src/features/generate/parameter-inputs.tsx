import { TextInput } from '@mantine/core';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import type { ParameterTexts } from '../../stores/draft.ts';
import classes from './composer.module.css';
import { type ParameterName, parameterLabels, parameterNames } from './parameters.ts';

/** A field for each parameter that a run can have; empty: as the configuration has it. */
export function ParameterInputs(props: {
  readonly configuration: ConfigurationView;
  readonly texts: ParameterTexts;
  /** Why what stands in a field is refused. */
  readonly problems: Readonly<Partial<Record<ParameterName, string>>>;
  readonly onChange: (texts: ParameterTexts) => void;
}) {
  const { configuration, texts, problems, onChange } = props;
  return (
    <div className={classes.parameters}>
      {parameterNames(configuration.provider).map((name) => (
        <TextInput
          key={name}
          label={parameterLabels[name]}
          inputMode="decimal"
          autoComplete="off"
          placeholder={String(configuration[name] ?? 'Provider’s own')}
          value={texts[name]}
          error={problems[name]}
          onChange={(event) => onChange({ ...texts, [name]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}
