import { ActionIcon, Loader } from '@mantine/core';
import {
  IconAlertCircle,
  IconCheck,
  IconClock,
  IconPlayerStop,
  IconPointFilled,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import type { Cell, CellPlace } from '#shared/domain/comparison.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { useComparison } from '../../stores/comparison.ts';
import type { CellRun } from '../../stores/comparison-cells.ts';
import { type DraftColumn, removeColumn } from '../../stores/comparison-draft.ts';
import { announceFailure } from '../../ui/notices.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { parametersText } from '../generate/parameters.ts';
import { phaseWords } from '../generate/phase-words.ts';
import { ColumnParameters } from './column-parameters.tsx';
import classes from './columns.module.css';
import { useColumnConfiguration, useComparedColumn, useIsRunning } from './columns-shown.ts';
import { CopyColumn } from './copy-column.tsx';
import { ColumnMarks } from './marks.tsx';
import { addConfigurationId, focusSoon } from './places.ts';

interface ColumnHeaderProps {
  readonly id: string;
  readonly column: DraftColumn;
  readonly name: string;
  readonly place: CellPlace | null;
  readonly cell: Cell | null;
  /** Of its text there is only whether there is any. */
  readonly run: CellRun | null;
}

/** Whose answer it is, how it stands, and what can be done with it. */
export function ColumnHeader({ id, column, name, place, cell, run }: ColumnHeaderProps) {
  const configuration = useColumnConfiguration(column);
  const compared = useComparedColumn(column);
  const standing = compared?.standing;
  const parameters = parametersText(compared?.parameters ?? column.parameters);
  const running = useIsRunning();
  const state = stateOf(cell, run);
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <h3 id={id} className={classes.name} title={name}>
          {name}
        </h3>
        {place !== null && <RunButton place={place} state={state} />}
        <CopyColumn
          key={run?.id}
          place={place}
          empty={run === null || run.text === ''}
          whole={run?.outcome !== null}
        />
        {!running && (
          <>
            <ColumnParameters column={column} name={name} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Remove ${name}`}
              title="Remove"
              onClick={() => {
                removeColumn(column.key);
                focusSoon(addConfigurationId);
              }}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          </>
        )}
      </div>
      <div className={classes.facts}>
        {configuration !== null && (
          <>
            <span>{providerFacts[configuration.provider].label}</span>
            <span className={classes.model} title={configuration.model}>
              {configuration.model}
            </span>
            {parameters !== '' && (
              <span className={classes.model} title={parameters}>
                {parameters}
              </span>
            )}
            {configuration.simulated && <SimulatedMark />}
          </>
        )}
      </div>
      <div className={classes.standing}>
        <Phase cell={cell} run={run} state={state} />
        {cell?.changed && <span className={classes.changed}>as changed since</span>}
        {standing === 'deleted' && <span className={classes.changed}>deleted since</span>}
        <ColumnMarks column={column} />
      </div>
    </header>
  );
}

type State = 'none' | 'waiting' | 'running' | 'failed' | 'stopped' | 'done';

function stateOf(cell: Cell | null, run: CellRun | null): State {
  if (run?.outcome?.type === 'failed') return 'failed';
  if (run?.outcome?.type === 'done') return run.outcome.reason === 'cancelled' ? 'stopped' : 'done';
  if (run !== null || cell?.state === 'running') return 'running';
  if (cell?.state === 'cancelled') return 'stopped';
  return cell === null ? 'none' : 'waiting';
}

const icons = {
  none: null,
  waiting: IconClock,
  running: null,
  failed: IconAlertCircle,
  stopped: IconPlayerStop,
  done: IconCheck,
} as const;

function Phase(props: {
  readonly cell: Cell | null;
  readonly run: CellRun | null;
  readonly state: State;
}) {
  const { run, state } = props;
  const underWay = useIsRunning();
  const Icon = icons[state];
  return (
    <span className={classes.phase} data-state={state}>
      {state === 'running' && <Life streaming={run?.phase === 'streaming'} />}
      {Icon !== null && <Icon size={16} aria-hidden="true" />}
      {run !== null ? phaseWords(run) : words(state, underWay)}
    </span>
  );
}

/** Text that grows is sign enough of life; six turning wheels beside it would be unrest. */
function Life({ streaming }: { readonly streaming: boolean }) {
  return streaming ? (
    <IconPointFilled size={16} aria-hidden="true" />
  ) : (
    <Loader size={14} aria-hidden="true" />
  );
}

function words(state: State, underWay: boolean): string {
  switch (state) {
    case 'running':
      return 'Connecting';
    case 'waiting':
      return underWay ? 'Waits for its turn' : 'Not run';
    case 'stopped':
      return 'Stopped before it began';
    default:
      return underWay ? 'Starting' : 'Not run yet';
  }
}

/** Stop while it runs, Retry once it has ended; in one place, so that the focus stays. */
function RunButton({ place, state }: { readonly place: CellPlace; readonly state: State }) {
  const { stop, retry } = useComparison.getState();
  if (state === 'none' || state === 'waiting') return null;
  const running = state === 'running';
  const Icon = running ? IconPlayerStop : IconRefresh;
  const label = running ? 'Stop' : 'Retry';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={label}
      title={label}
      onClick={() => void (running ? stop(place) : retry(place)).catch(announceFailure)}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
