import { Loader, Select } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { LocalServer } from '#shared/domain/local-server.ts';
import type { KnownServer } from '../../stores/local-models.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import classes from './server-bar.module.css';

/** Which server the page is about, and how it fares. */
export function ServerBar(props: {
  readonly server: LocalServer;
  readonly servers: readonly LocalServer[];
  readonly onChoose: (baseUrl: string) => void;
  readonly known: KnownServer;
}) {
  const { server, servers, known } = props;
  return (
    <div className={classes.bar}>
      {servers.length === 1 ? (
        <span className={classes.only}>
          {placeOf(server)} <code>{server.baseUrl}</code>
        </span>
      ) : (
        <Select
          className={classes.choice}
          aria-label="Server"
          data={servers.map((one) => ({
            value: one.baseUrl,
            label: `${placeOf(one)} · ${one.baseUrl}`,
          }))}
          value={server.baseUrl}
          onChange={(value) => value !== null && props.onChoose(value)}
          allowDeselect={false}
        />
      )}
      {server.simulated && <SimulatedMark />}
      <div role="status" className={classes.status}>
        <Status server={server} known={known} />
      </div>
    </div>
  );
}

function placeOf({ onThisMachine }: LocalServer): string {
  return onThisMachine ? 'This machine' : 'Elsewhere';
}

function Status({ server, known }: { readonly server: LocalServer; readonly known: KnownServer }) {
  const { status, installed, refusal } = known;
  if (refusal !== null) return <Trouble word="Not looked at" reason={refusal} />;
  switch (status?.state) {
    case undefined:
      return (
        <span className={classes.word}>
          <Loader size={14} aria-hidden="true" /> Looking
        </span>
      );
    case 'running':
      return (
        <span className={classes.word} data-state="running">
          <IconCircleCheck size={16} aria-hidden="true" /> Running
          {status.version !== null && (
            <span className={classes.version}>Ollama {status.version}</span>
          )}
        </span>
      );
    case 'not-running':
      return (
        <span className={classes.word}>
          <IconCircleDashed size={16} aria-hidden="true" /> Not running
          {installed !== null && (
            <span className={classes.reason}>
              {server.onThisMachine ? 'Start Ollama' : 'Start Ollama there'} and this goes on. Below
              is what was there.
            </span>
          )}
        </span>
      );
    case 'failing':
      return (
        <Trouble
          word="Failing"
          // Without a list, the reason stands in its place.
          reason={installed === null ? null : (status.problem?.message ?? null)}
        />
      );
  }
}

function Trouble(props: { readonly word: string; readonly reason: string | null }) {
  return (
    <span className={classes.word} data-state="trouble">
      <IconAlertTriangle size={16} aria-hidden="true" /> {props.word}
      {props.reason !== null && <span className={classes.reason}>{props.reason}</span>}
    </span>
  );
}
