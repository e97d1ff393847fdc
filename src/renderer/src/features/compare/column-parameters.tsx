import { ActionIcon, Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { type DraftColumn, setParameters } from '../../stores/comparison-draft.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import type { ParameterTexts } from '../../stores/draft.ts';
import { ParameterInputs } from '../generate/parameter-inputs.tsx';
import { parameterProblems, parametersOf } from '../generate/parameters.ts';

/** What the next runs of a column do otherwise than its configuration: so one can be compared with itself. */
export function ColumnParameters(props: { readonly column: DraftColumn; readonly name: string }) {
  const { column, name } = props;
  const configuration = useConfigurations((state) =>
    state.configurations.find((one) => one.id === column.configurationId),
  );
  if (configuration === undefined) return null;
  return (
    <Popover width={320} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Parameters of ${name}`}
          title="Parameters"
        >
          <IconAdjustmentsHorizontal size={16} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Parameters of ${name}`}>
        <Fields column={column} configuration={configuration} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields(props: {
  readonly column: DraftColumn;
  readonly configuration: ConfigurationView;
}) {
  const { column, configuration } = props;
  const [texts, setTexts] = useState(() => textsOf(column.parameters));
  return (
    <ParameterInputs
      configuration={configuration}
      texts={texts}
      problems={parameterProblems(texts, configuration)}
      onChange={(typed) => {
        setTexts(typed);
        // What is refused does not count.
        const refused = Object.keys(parameterProblems(typed, configuration));
        const given = Object.entries(parametersOf(typed, configuration.provider));
        const fine = given.filter(([parameter]) => !refused.includes(parameter));
        setParameters(column.key, Object.fromEntries(fine));
      }}
    />
  );
}

function textsOf(parameters: DraftColumn['parameters']): ParameterTexts {
  const text = (value: number | null | undefined) => (value == null ? '' : String(value));
  return {
    temperature: text(parameters.temperature),
    topP: text(parameters.topP),
    maxOutputTokens: text(parameters.maxOutputTokens),
    contextLength: text(parameters.contextLength),
  };
}
