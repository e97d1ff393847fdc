import type { LoadedModel, LocalModel, LocalModelList } from '#shared/domain/local-model.ts';
import type { LocalServer, ServerStatus } from '#shared/domain/local-server.ts';
import type { PullJob } from '#shared/domain/pull-job.ts';

/** An installed model, but for what is given. */
export function exampleModel(name: string, given: Partial<LocalModel> = {}): LocalModel {
  return {
    name,
    sizeBytes: 2 * 2 ** 30,
    parameterSize: '3.2B',
    digest: `digest of ${name}`,
    quantisation: 'Q4_K_M',
    family: 'llama',
    capabilities: ['completion', 'tools'],
    contextLength: 131_072,
    modifiedAt: '2026-11-01T08:00:00.000Z',
    ...given,
  };
}

/** What is installed at a server: every byte counts once. */
export function exampleList(...models: readonly LocalModel[]): LocalModelList {
  return { models: [...models], diskBytes: models.reduce((sum, one) => sum + one.sizeBytes, 0) };
}

/** The server of this machine, but for what is given. */
export function exampleServer(given: Partial<LocalServer> = {}): LocalServer {
  return {
    address: { configurationId: null },
    baseUrl: 'http://127.0.0.1:11434',
    onThisMachine: true,
    configurationIds: [],
    simulated: false,
    ...given,
  };
}

export const exampleRunning: ServerStatus = { state: 'running', version: '0.12.6', problem: null };

/** A model in memory, but for what is given. */
export function exampleLoaded(name: string, given: Partial<LoadedModel> = {}): LoadedModel {
  return {
    name,
    digest: `digest of ${name}`,
    parameterSize: '3.2B',
    quantisation: 'Q4_K_M',
    family: 'llama',
    memoryBytes: 4 * 2 ** 30,
    vramBytes: 2 * 2 ** 30,
    vramShare: 0.5,
    contextLength: 8_192,
    expiresAt: null,
    ...given,
  };
}

/** A pull of a quarter of a GiB a second, half done, but for what is given. */
export function examplePull(given: Partial<PullJob> = {}): PullJob {
  return {
    id: '00000000-0000-4000-8000-0000000000b1',
    name: 'qwen3:8b',
    insecure: false,
    address: { configurationId: null },
    baseUrl: 'http://127.0.0.1:11434',
    state: 'pulling',
    step: 'downloading',
    completedBytes: 2 * 2 ** 30,
    totalBytes: 4 * 2 ** 30,
    bytesPerSecond: 2 ** 28,
    secondsLeft: 8,
    startedAt: '2026-11-01T08:00:00.000Z',
    endedAt: null,
    retry: null,
    error: null,
    diskWarning: null,
    ...given,
  };
}
