import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inProject } from './needs/project.mjs';

const folder = inProject('.github', 'workflows');
const texts = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]);

describe.each(texts)('the workflow %s', (_name, text) => {
  const workflow = parse(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('takes every action at a commit, with the version it stands for beside it', () => {
    const used = [...text.matchAll(/uses:\s*(.*)$/gm)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length);
    for (const action of used)
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may read the repository, and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.filter(({ permissions }) => permissions !== undefined)).toEqual([]);
    for (const { uses, with: given } of steps) {
      if (uses?.startsWith('actions/checkout@')) expect(given['persist-credentials']).toBe(false);
    }
  });

  it('gives strangers no way in: no secrets, no trusted run of their code, none of their words in a script', () => {
    expect(text).not.toMatch(/secrets\.|pull_request_target|workflow_run/);
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('ends by itself, whatever hangs', () => {
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    expect(workflow.concurrency.group).toContain('github.ref');
  });
});

describe('the tests', () => {
  const { jobs } = parse(readFileSync(`${folder}/ci.yml`, 'utf8'));
  const systems = (job) => job.strategy.matrix.os.map((os) => os.split('-')[0]);
  const step = (job, run) => job.steps.find((one) => one.run === run);

  it('run on Linux, macOS and Windows, and skip no window', () => {
    expect(systems(jobs.test)).toEqual(['ubuntu', 'macos', 'windows']);
    expect(step(jobs.test, 'npm test').env).toEqual({ KEYWELL_ELECTRON_TESTS: 'required' });
    expect(step(jobs.test, 'node node_modules/electron/install.js')).toBeDefined();
  });

  it('come before the packages, which are made and checked on all three', () => {
    expect(jobs.package.needs).toBe('test');
    expect(new Set(systems(jobs.package))).toEqual(new Set(['ubuntu', 'macos', 'windows']));
    expect(step(jobs.package, 'npm run package')).toBeDefined();
  });
});
