import { randomBytes, randomUUID } from 'node:crypto';
import type { Handlers } from '#shared/ipc/routes.ts';
import { withinPolicy } from './access/within-policy.ts';
import { inTurn, releasing } from './closing.ts';
import { composeAccess } from './compose-access.ts';
import { composeComparisons } from './compose-comparisons.ts';
import { composeGeneration } from './compose-generation.ts';
import { composeKeys } from './compose-keys.ts';
import { composeLocalModels } from './compose-local-models.ts';
import { composeRecords } from './compose-records.ts';
import { composeRecovery } from './compose-recovery.ts';
import type { Core } from './core.ts';
import type { Desktop } from './desktop.ts';
import { Diagnostics } from './diagnostics/diagnostics.ts';
import type { WorkspaceFacts } from './diagnostics/report.ts';
import { EventHub } from './event-hub.ts';
import { GenerateShortcut } from './generate-shortcut.ts';
import { KeptDrafts } from './generation/kept-drafts.ts';
import { appHandlers } from './ipc/handlers/app.ts';
import { auditHandlers } from './ipc/handlers/audit.ts';
import { comparisonHandlers } from './ipc/handlers/comparisons.ts';
import { configurationHandlers } from './ipc/handlers/configurations.ts';
import { demoHandlers } from './ipc/handlers/demo.ts';
import { faultFindingHandlers, shortcutHandlers } from './ipc/handlers/desktop.ts';
import { draftHandlers } from './ipc/handlers/drafts.ts';
import { encryptionHandlers } from './ipc/handlers/encryption.ts';
import { generationHandlers } from './ipc/handlers/generation.ts';
import { historyHandlers } from './ipc/handlers/history.ts';
import { keyHandlers } from './ipc/handlers/keys.ts';
import { localModelHandlers } from './ipc/handlers/local-models.ts';
import { memberHandlers } from './ipc/handlers/members.ts';
import { usageHandlers } from './ipc/handlers/usage.ts';
import { workflowHandlers } from './ipc/handlers/workflows.ts';
import { workspaceHandlers } from './ipc/handlers/workspace.ts';
import { type CarryOutPart, Recorder } from './ipc/recorder.ts';
import { createRouter } from './ipc/router.ts';
import { inBackgroundWith } from './logging/in-background.ts';
import type { Log } from './logging/log.ts';
import type { LogFiles } from './logging/log-files.ts';
import { whereabouts } from './logging/whereabouts.ts';
import { type Machine, thisMachine } from './machine.ts';
import { createAdapters, warmAdapters } from './providers/adapters.ts';
import { ModelLists } from './providers/model-lists.ts';
import { ollamaUrl } from './providers/ollama-url.ts';
import type { SimulatedFetch } from './providers/provider-call.ts';
import { openOrMend } from './recovery/open-or-mend.ts';
import { Registry } from './registry/registry.ts';
import { lockDataFolder } from './storage/data-folder-lock.ts';
import { RegistryBackups } from './storage/registry-backups.ts';
import { registryFile } from './storage/registry-file.ts';
import { withBackups } from './storage/with-backups.ts';

/** The machine is this one but for what is given of another. */
export interface CoreOptions extends Partial<Machine> {
  readonly dataFolder: string;
  readonly host: 'electron' | 'web';
  /** Why the web host runs where a window was asked for; null otherwise. */
  readonly hostReason: string | null;
  readonly version: string;
  /** `KEYWELL_ENCRYPTION_KEY`, where the environment supplies one. */
  readonly encryptionKey: string | undefined;
  /** `OLLAMA_HOST`, where the environment says where Ollama is. */
  readonly ollamaHost: string | undefined;
  /** `OLLAMA_MODELS`, where the environment says where Ollama keeps its models. */
  readonly ollamaModels?: string | undefined;
  /** Whether to add the simulated configurations. */
  readonly demo: boolean;
  readonly log: Log;
  /** Where the log is kept. */
  readonly logFiles: Pick<LogFiles, 'folder' | 'tail'>;
  /** Null in the web host. */
  readonly desktop: Desktop | null;
}

/** After the window is up and has been answered. */
const warmUpDelayMs = 2_000;

/**
 * Builds Keywell: the one place where things are constructed and given to each other.
 * Throws `data-folder-in-use` while another process has the data folder. A registry that cannot be read gives a core
 * that offers to mend it.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const lock = await lockDataFolder(options.dataFolder, { host: options.host });
  try {
    const core = await openOrMend(
      async () => openWorkspace(options),
      () => {
        const machine = thisMachine(options.dataFolder, options);
        const backups = backupsOf(options, machine);
        return composeRecovery(machine, {
          facts: factsOf(options),
          backups,
          faultFinding: faultFinding(options, machine, async () => null),
          ...failures(options),
        });
      },
    );
    const { log, version, host } = options;
    log.info('Keywell is open.', { version, host });
    return releasing(core, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Throws `registry-damaged` when the registry cannot be read; then nothing was written. */
function openWorkspace(options: CoreOptions): Core {
  const core = compose(options);
  core.begin();
  return {
    request: core.router,
    onEvent: (deliver) => core.events.onEvent(deliver),
    dropClient(clientId) {
      core.comparisons.dropClient(clientId);
      core.generation.cancelClient(clientId);
      core.localModels.forgetClient(clientId);
    },
    close: () =>
      inTurn([
        () => core.comparisons.close(),
        () => core.generation.cancelAll(),
        () => core.localModels.close(),
        () => core.database.close(),
        () => core.registry.flush(),
        () => core.auditLog.close(),
        () => core.backups.close(),
      ]),
  };
}

function factsOf({ version, host, hostReason, dataFolder, logFiles }: CoreOptions) {
  const { platform } = process;
  return { version, host, hostReason, dataFolder, logFolder: logFiles.folder, platform };
}

function faultFinding(
  options: CoreOptions,
  { account, now }: Machine,
  workspace: () => Promise<WorkspaceFacts | null>,
) {
  const { desktop, logFiles } = options;
  const facts = factsOf(options);
  return faultFindingHandlers({
    desktop,
    logFolder: logFiles.folder,
    diagnostics: new Diagnostics({ facts, account, logFiles, workspace, now }),
  });
}

function failures({ log }: CoreOptions) {
  return {
    onUnexpected: (route: string, error: unknown) =>
      log.error('A request failed unexpectedly.', { route, ...whereabouts(error) }),
  };
}

function backupsOf({ dataFolder, log }: CoreOptions, { now }: Machine): RegistryBackups {
  return new RegistryBackups({
    dataFolder,
    now,
    onFailure: (error) => log.warn('A backup could not be made.', { ...whereabouts(error) }),
  });
}

function compose(options: CoreOptions) {
  const { dataFolder, log } = options;
  const machine = thisMachine(dataFolder, options);
  const { now } = machine;
  const events = new EventHub();
  const backups = backupsOf(options, machine);
  const registry = new Registry({
    storage: withBackups(machine.storage, backups, registryFile(dataFolder)),
    now,
    newId: randomUUID,
    newSalt: () => randomBytes(32).toString('hex'),
  });
  const { auditLog, policy, members, access, notePolicy } = composeAccess({
    machine,
    dataFolder,
    registry,
    events,
  });
  const simulatedFetch: SimulatedFetch = async (...request) =>
    (await import('./demo/simulated-fetch.ts')).simulatedFetch(...request);
  const adapters = createAdapters({ simulatedFetch });
  const adapterFor = withinPolicy(adapters, policy);
  const modelLists = new ModelLists({ adapterFor });
  const inBackground = inBackgroundWith(log);
  const { vault, keys, encryption, catalogue } = composeKeys({
    machine,
    environmentKey: options.encryptionKey,
    registry,
    auditLog,
    modelLists,
    events,
    inBackground,
  });
  const { database, ledger, history, records, workflows, forgetMember } = composeRecords({
    machine,
    dataFolder,
    registry,
    events,
    log,
  });
  const { generation, drafting } = composeGeneration({
    registry,
    policy,
    keys,
    adapterFor,
    records,
    events,
  });

  const shortcut = new GenerateShortcut({ desktop: options.desktop, registry, events });

  async function workspaceFacts(): Promise<WorkspaceFacts> {
    return {
      configurations: catalogue.list().configurations,
      isDefaultMarked: registry.effectiveDefault()?.reason === 'marked',
      members: members.list().length,
      vault: await vault.status(),
      encryption: await encryption.status(),
      policy: policy.view().state,
      settings: registry.settings(),
    };
  }

  const comparisons = composeComparisons({
    machine,
    database,
    records,
    generation,
    registry,
    access,
    events,
    log,
  });

  const ollamaAt = ollamaUrl(options.ollamaHost);
  const localModels = composeLocalModels({
    ollamaUrl: ollamaAt,
    ollamaModels: options.ollamaModels,
    registry,
    keys,
    access,
    policy,
    database,
    events,
    simulatedFetch,
    log,
  });

  const carryOut: CarryOutPart = (route, input, context) =>
    recorder.carryOut(route, input, context, () => handlers[route](input, context));
  const handlers: Handlers = {
    ...appHandlers({
      facts: factsOf(options),
      registry,
      events,
    }),
    ...shortcutHandlers(shortcut),
    ...faultFinding(options, machine, workspaceFacts),
    ...configurationHandlers({ registry, catalogue, keys, access, policy }),
    ...keyHandlers({ keys, vault, catalogue, policy }),
    ...encryptionHandlers({ encryption }),
    ...generationHandlers({
      generation,
      records,
      modelLists,
      registry,
      keys,
      access,
      policy,
      ollamaUrl: ollamaAt,
    }),
    ...localModelHandlers(localModels.services),
    ...draftHandlers(new KeptDrafts()),
    ...demoHandlers({ registry, catalogue, carryOut }),
    ...memberHandlers({
      members,
      policy,
      forgetMember(id) {
        forgetMember(id);
        comparisons.forgetMember(id);
      },
      onActing: (id) => drafting.keepOnlyOf(id),
    }),
    ...auditHandlers({ auditLog, now }),
    ...usageHandlers({ ledger, records, access, now }),
    ...comparisonHandlers({ comparisons, records, now }),
    ...historyHandlers({ history, records, registry, events }),
    ...workflowHandlers({ drafting, workflows, database, registry, events }),
    ...workspaceHandlers({ registry, catalogue, keys, policy, now }),
  };
  const recorder = new Recorder(auditLog, { registry, members, keys });
  const router = createRouter({
    handlers,
    access,
    recorder,
    ...failures(options),
  });

  /** What a start brings with it, and does not wait for. */
  function begin(): void {
    inBackground('The policy could not be put on record.', notePolicy);
    shortcut.begin();
    setTimeout(warmUp, warmUpDelayMs).unref();
    if (!options.demo) return;
    // As anybody's request, so that it is allowed and on record like any.
    void router('start', 'demo.start', {}).then((result) => {
      if (!result.ok) log.warn('The demo could not be started.', { code: result.error.code });
    });
  }

  /** Loads the libraries of the providers in use, so that the first run does not wait for them. */
  function warmUp(): void {
    const providers = registry.list().map(({ provider }) => provider);
    inBackground('A provider could not be loaded.', () => warmAdapters(providers));
  }

  return {
    router,
    events,
    generation,
    comparisons,
    localModels,
    database,
    registry,
    backups,
    auditLog,
    begin,
  };
}
