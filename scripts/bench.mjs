// `npm run bench`: runs each bench/*.bench.ts in turn, nothing beside it. Arguments choose by a part of the name.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { bootstrap } from './bootstrap.mjs';
import { build, buildIsStale } from './needs/build.mjs';
import { giveUp } from './needs/cannot-go-on.mjs';
import { inProject, projectNode, withoutElectronDownload } from './needs/project.mjs';

await bootstrap('test').catch(giveUp);
if (buildIsStale()) await build().catch(giveUp);

const wanted = process.argv.slice(2);
const chosen = readdirSync(inProject('bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
for (const name of chosen) {
  console.log(`\n── ${name.replace('.bench.ts', '')} ──`);
  const { status } = spawnSync(projectNode(), [inProject('bench', name)], {
    cwd: inProject(),
    env: { ...process.env, ...withoutElectronDownload() },
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
