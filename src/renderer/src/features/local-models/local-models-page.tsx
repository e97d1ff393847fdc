import { useEffect, useState } from 'react';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { sentenceOf } from '../../api/client.ts';
import { useKnownServer } from '../../stores/local-models.ts';
import { useLocalServers } from '../../stores/local-servers.ts';
import { DetailsOnceAsked } from './details-once-asked.tsx';
import { ModelDialogHost } from './dialog-host.tsx';
import { InstalledModels } from './installed-models.tsx';
import classes from './local-models-page.module.css';
import { PullForm } from './pull-form.tsx';
import { Pulls } from './pulls.tsx';
import { RunningModels } from './running-models.tsx';
import { ServerAway } from './server-away.tsx';
import { ServerBar } from './server-bar.tsx';
import { useWatched } from './use-watched.ts';

/** What Ollama has, does and gets, on this machine and wherever configurations lead. */
export function LocalModelsPage() {
  const servers = useLocalServers((state) => state.servers);
  // By where it is: that stays when the configuration goes by which it is addressed.
  const [chosen, setChosen] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    useLocalServers
      .getState()
      .load()
      .catch((error: unknown) => setFailure(sentenceOf(error)));
  }, []);

  const server = servers?.find(({ baseUrl }) => baseUrl === chosen) ?? servers?.[0];
  if (servers === null || server === undefined) {
    return failure === null ? null : (
      <p role="alert" className={classes.failure}>
        {failure}
      </p>
    );
  }
  return (
    <>
      <AtServer key={server.baseUrl} server={server} servers={servers} onChoose={setChosen} />
      <ModelDialogHost />
      <DetailsOnceAsked />
    </>
  );
}

function AtServer(props: {
  readonly server: LocalServer;
  readonly servers: readonly LocalServer[];
  readonly onChoose: (baseUrl: string) => void;
}) {
  const { server } = props;
  useWatched(server.address);
  const known = useKnownServer(server.address);
  const { status, installed, loaded, loading } = known;
  const running = status?.state === 'running';
  return (
    <>
      <ServerBar {...props} known={known} />
      <PullForm server={server} />
      <Pulls server={server} />
      {installed === null ? (
        <ServerAway server={server} known={known} />
      ) : (
        <>
          {installed.models.length > 0 && (
            <RunningModels server={server} loaded={loaded ?? []} loading={loading} />
          )}
          <InstalledModels server={server} list={installed} stale={!running} />
        </>
      )}
    </>
  );
}
