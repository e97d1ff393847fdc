import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { PullJob, PullProgress } from '#shared/domain/pull-job.ts';
import { layerOf, modelOf } from '../../../../e2e/providers/ollama-models.ts';
import { OllamaServer } from '../../../../e2e/providers/ollama-server.ts';
import { TestClock } from '../../generation/test-clock.ts';
import { Database } from '../../storage/database.ts';
import { PullRecords } from '../pull-records.ts';
import { Pulls } from '../pulls.ts';
import { localServers } from './local-server.ts';

/** Three models, of which the first two share a layer. */
const small = modelOf('small:1b', [layerOf('small', 1_000), layerOf('licence', 10)]);
const other = modelOf('other:1b', [layerOf('other', 2_000), layerOf('licence', 10)]);
const big = modelOf('big:70b', [layerOf('big', 9_000), layerOf('more', 500)]);

export const address = { configurationId: null };

interface Options {
  readonly file?: string;
  readonly freeBytes?: number | null;
  /** Told where the database cannot be used, which a test that does not give it does not expect. */
  readonly onFailure?: (error: unknown) => void;
}

/** Pulls beside a server that speaks Ollama's wire, with a clock that stands still and a database in a folder. */
export async function pulling({ file = temporaryFile(), ...options }: Options = {}) {
  const server = await OllamaServer.start({ registry: [small, other, big] });
  onTestFinished(() => server.close());
  return { server, file, ...pullsOf(server, file, options) };
}

/** As after a start of Keywell, whatever the file holds. */
export function pullsOf(
  server: OllamaServer,
  file: string,
  { freeBytes = null, onFailure = unexpected }: Omit<Options, 'file'> = {},
) {
  const clock = new TestClock();
  const database = new Database({ file, now: () => clock.date() });
  const changes: (readonly PullJob[])[] = [];
  const progress: PullProgress[] = [];
  const pulled: string[] = [];
  const room: { freeBytes: number | null } = { freeBytes };
  const pulls = new Pulls({
    servers: localServers(server.origin, [], { clock }),
    records: new PullRecords({ database, onFailure }),
    clock,
    newId: randomUUID,
    freeBytes: async () => room.freeBytes,
    onChange: (all) => changes.push(all),
    onProgress: (all) => progress.push(...all),
    onPulled: (baseUrl) => pulled.push(baseUrl),
    onUnexpected: unexpected,
  });
  onTestFinished(async () => {
    await pulls.close();
    database.close();
  });
  const start = (name: string) => pulls.start({ address, name, insecure: false }).id;
  const job = (id: string) => pulls.list().find((one) => one.id === id);
  /** Waits for what is to become of a pull; what happens outside of its clock happens in its own time. */
  const becomes = (id: string, wanted: object) =>
    expect.poll(() => job(id), { timeout: 5_000 }).toMatchObject(wanted);
  return { clock, database, pulls, changes, progress, pulled, room, start, job, becomes };
}

function unexpected(error: unknown): never {
  throw error;
}

export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keywell-pulls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'keywell.db');
}
