import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LocalModel, LocalModelDetails } from '#shared/domain/local-model.ts';
import type { LocalServer } from '#shared/domain/local-server.ts';
import { request, sentenceOf } from '../../api/client.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { DetailsActions } from '../configurations/details-actions.tsx';
import { useModelDialogs } from './dialogs.ts';
import { modelActions } from './model-actions.ts';
import { closeModelDetails, useModelDetails } from './model-details.ts';
import classes from './model-drawer.module.css';
import { ModelFacts } from './model-facts.tsx';

/** All that Ollama tells of one model, beside the list. */
export function ModelDrawer() {
  const { shown, opened } = useModelDetails();
  const covered = useModelDialogs((state) => state.opened);
  useFocusReturn(opened);
  return (
    <Drawer
      opened={opened}
      onClose={closeModelDetails}
      title={shown?.model.name ?? ''}
      covered={covered}
    >
      {shown !== null && (
        <Details
          key={`${shown.server.baseUrl} ${shown.model.name} ${shown.model.digest}`}
          server={shown.server}
          model={shown.model}
        />
      )}
    </Drawer>
  );
}

type Answer =
  | { readonly state: 'asked' }
  | { readonly state: 'told'; readonly details: LocalModelDetails }
  | { readonly state: 'failed'; readonly reason: string };

function Details({ server, model }: { readonly server: LocalServer; readonly model: LocalModel }) {
  const [answer, setAnswer] = useState<Answer>({ state: 'asked' });
  const { configurationId } = server.address;
  const { name } = model;

  useEffect(() => {
    let dropped = false;
    const answered = (how: Answer) => {
      if (!dropped) setAnswer(how);
    };
    request('localModels.show', { address: { configurationId }, name }).then(
      (details) => answered({ state: 'told', details }),
      (error: unknown) => answered({ state: 'failed', reason: sentenceOf(error) }),
    );
    return () => {
      dropped = true;
    };
  }, [configurationId, name]);

  const actions = modelActions(server, model)
    .flat()
    .filter(({ label }) => label !== 'Details');
  return (
    <>
      <DetailsActions actions={actions} />
      {answer.state === 'asked' && (
        <p role="status" className={classes.asked}>
          <Loader size={14} aria-hidden="true" /> Asking Ollama…
        </p>
      )}
      {answer.state === 'failed' && (
        <p role="alert" className={classes.failed}>
          {answer.reason}
        </p>
      )}
      {answer.state === 'told' && <ModelFacts model={model} details={answer.details} />}
    </>
  );
}
