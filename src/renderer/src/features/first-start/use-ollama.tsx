import { Button, Loader } from '@mantine/core';
import { IconChevronRight, IconCpu } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { InstalledModel, OllamaDiscovery } from '#shared/domain/local-model.ts';
import { useConfigurations } from '../../stores/configurations.ts';
import { useDiscovery } from '../../stores/discovery.ts';
import { announceFailure } from '../../ui/notices.ts';
import { gibibytes } from '../../ui/size-words.ts';
import { StartOllama } from '../../ui/start-ollama.tsx';
import { toGenerate } from '../generate/to-generate.ts';
import { ollamaConfiguration } from '../local-models/ollama-configuration.ts';
import { PullOffer } from '../local-models/pull-offer.tsx';
import classes from './first-start.module.css';
import { WayIn } from './way-in.tsx';

/** How long until Ollama is looked for again, while it has no model to offer. */
const lookAgainMs = 5_000;

/** Small enough for nearly every machine, and good enough for a first answer. */
const firstModel = 'llama3.2';

interface UseOllamaProps {
  readonly mayCreate: boolean;
}

/** Ollama on this machine with its models, one click each; or how to get it going. */
export function UseOllama({ mayCreate }: UseOllamaProps) {
  const ollama = useDiscovery((state) => state.ollama);
  const problem = useDiscovery((state) => state.problem);
  const look = useDiscovery((state) => state.look);
  const offers = ollama !== null && ollama.models.length > 0;

  useEffect(() => {
    void look();
  }, [look]);

  useEffect(() => {
    if (offers) return;
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, lookAgainMs);
    return () => clearInterval(timer);
  }, [offers, look]);

  return (
    <WayIn
      icon={IconCpu}
      title="Ollama on this machine"
      action={offers ? undefined : <LookAgain />}
    >
      {problem !== null && <p role="alert">{problem}</p>}
      {ollama === null && problem === null && (
        <p className={classes.looking}>
          <Loader size={14} aria-hidden="true" /> Looking for Ollama…
        </p>
      )}
      {ollama !== null && <Found ollama={ollama} mayCreate={mayCreate} />}
    </WayIn>
  );
}

function LookAgain() {
  const look = useDiscovery((state) => state.look);
  const [looking, setLooking] = useState(false);
  return (
    <Button
      fullWidth
      variant="default"
      loading={looking}
      onClick={() => {
        setLooking(true);
        void look().finally(() => setLooking(false));
      }}
    >
      Look again
    </Button>
  );
}

interface FoundProps extends UseOllamaProps {
  readonly ollama: OllamaDiscovery;
}

function Found({ ollama, mayCreate }: FoundProps) {
  if (!ollama.running) {
    return (
      <>
        <p>Ollama does not answer at {ollama.baseUrl}.</p>
        <StartOllama />
      </>
    );
  }
  if (ollama.models.length === 0) {
    return (
      <>
        <p>
          Ollama is running but has no model yet. Get a first one, or another in{' '}
          <Link href="/local-models">Local models</Link>.
        </p>
        <PullOffer
          server={{ address: { configurationId: null }, baseUrl: ollama.baseUrl }}
          model={firstModel}
        />
      </>
    );
  }
  return (
    <>
      <p>Ollama is running. Choose a model to make a configuration of it.</p>
      <ul className={classes.models}>
        {ollama.models.map((model) => (
          <li key={model.name}>
            <ModelButton model={model} baseUrl={ollama.baseUrl} mayCreate={mayCreate} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ModelButtonProps extends UseOllamaProps {
  readonly model: InstalledModel;
  readonly baseUrl: string;
}

function ModelButton({ model, baseUrl, mayCreate }: ModelButtonProps) {
  const [creating, setCreating] = useState(false);

  async function create() {
    setCreating(true);
    try {
      const { configurations, create: createConfiguration } = useConfigurations.getState();
      const taken = configurations.map((one) => one.name);
      const { id } = await createConfiguration(ollamaConfiguration(model.name, baseUrl, taken));
      toGenerate(id);
    } catch (error) {
      announceFailure(error);
    } finally {
      setCreating(false);
    }
  }

  return (
    <button
      type="button"
      className={classes.model}
      disabled={!mayCreate || creating}
      onClick={() => void create()}
    >
      <span className={classes.modelName}>{model.name}</span>
      <span className={classes.size}>
        {model.parameterSize !== null && `${model.parameterSize} · `}
        {gibibytes(model.sizeBytes)}
      </span>
      <IconChevronRight size={16} aria-hidden="true" />
    </button>
  );
}
