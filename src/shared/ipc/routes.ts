import type { z } from 'zod';
import type { Actor } from '../domain/member.ts';
import { appRoutes } from './routes/app.ts';
import { auditRoutes } from './routes/audit.ts';
import { comparisonRoutes } from './routes/comparisons.ts';
import { configurationRoutes } from './routes/configurations.ts';
import { connectionRoutes } from './routes/connection.ts';
import { demoRoutes } from './routes/demo.ts';
import { desktopRoutes } from './routes/desktop.ts';
import { draftRoutes } from './routes/drafts.ts';
import { encryptionRoutes } from './routes/encryption.ts';
import { generationRoutes } from './routes/generation.ts';
import { historyRoutes } from './routes/history.ts';
import { keyRoutes } from './routes/keys.ts';
import { localModelRoutes } from './routes/local-models.ts';
import { memberRoutes } from './routes/members.ts';
import { modelRoutes } from './routes/models.ts';
import { usageRoutes } from './routes/usage.ts';
import { vaultRoutes } from './routes/vault.ts';
import { workflowRoutes } from './routes/workflows.ts';
import { workspaceRoutes } from './routes/workspace.ts';

/** Every request the renderer can make, in one table. */
export const routes = {
  ...appRoutes,
  ...desktopRoutes,
  ...configurationRoutes,
  ...keyRoutes,
  ...vaultRoutes,
  ...generationRoutes,
  ...draftRoutes,
  ...connectionRoutes,
  ...modelRoutes,
  ...localModelRoutes,
  ...comparisonRoutes,
  ...historyRoutes,
  ...usageRoutes,
  ...demoRoutes,
  ...memberRoutes,
  ...auditRoutes,
  ...encryptionRoutes,
  ...workspaceRoutes,
  ...workflowRoutes,
};

export type Route = keyof typeof routes;
export type InputOf<R extends Route> = z.infer<(typeof routes)[R]['input']>;
export type OutputOf<R extends Route> = z.infer<(typeof routes)[R]['output']>;

/** Who asks. */
export interface RequestContext {
  /** One window or one browser tab; events of a run go to it alone. */
  readonly clientId: string;
  readonly actor: Actor;
}

/** One handler a route: a missing one, or one of the wrong type, does not compile. */
export type Handlers = {
  readonly [R in Route]: (
    input: InputOf<R>,
    context: RequestContext,
  ) => Promise<OutputOf<R>> | OutputOf<R>;
};
