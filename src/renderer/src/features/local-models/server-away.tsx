import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LocalServer } from '#shared/domain/local-server.ts';
import type { KnownServer } from '../../stores/local-models.ts';
import { StartOllama } from '../../ui/start-ollama.tsx';
import classes from './server-away.module.css';

/** Stands where the models would, while none of them is known: why, and what to do. */
export function ServerAway(props: { readonly server: LocalServer; readonly known: KnownServer }) {
  const { server, known } = props;
  const { status, refusal } = known;
  if (refusal !== null) {
    return (
      <Away icon={IconLock} title="This server cannot be looked at">
        <p>{refusal}</p>
      </Away>
    );
  }
  switch (status?.state) {
    case undefined:
    case 'running':
      return (
        <div className={classes.looking}>
          <Loader size={16} aria-hidden="true" /> Asking {server.baseUrl} for its models…
        </div>
      );
    case 'not-running':
      return (
        <Away icon={IconPlugConnectedX} title="Ollama is not running">
          <p>
            Nothing answers at <code>{server.baseUrl}</code>.
          </p>
          {server.onThisMachine ? (
            <StartOllama />
          ) : (
            <p>
              Start Ollama on that machine. For others to reach it, it has to listen on the network:{' '}
              <code>OLLAMA_HOST=0.0.0.0 ollama serve</code>.
            </p>
          )}
          <p>Keywell keeps looking: its models appear here as soon as it runs.</p>
        </Away>
      );
    case 'failing':
      return (
        <Away icon={IconAlertTriangle} title="Ollama does not answer as it should">
          <p>{status.problem?.message}</p>
          <p>Keywell keeps asking, and goes on as soon as it gets an answer.</p>
        </Away>
      );
  }
}

function Away(props: {
  readonly icon: typeof IconLock;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <section className={classes.away} aria-label={props.title}>
      <Icon size={28} stroke={1.5} aria-hidden="true" className={classes.icon} />
      <h2 className={classes.title}>{props.title}</h2>
      <div className={classes.text}>{props.children}</div>
    </section>
  );
}
