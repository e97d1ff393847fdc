import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Draft } from '#shared/domain/draft.ts';
import { startCore } from '../testing/start-core.ts';

const draft = (given: Partial<Draft> = {}): Draft => ({
  configurationId: null,
  prompt: 'Half a thought',
  systemPrompt: null,
  parameters: { temperature: '0.', topP: '', maxOutputTokens: '', contextLength: '' },
  ...given,
});

it('keeps what a member has typed, for that member alone, until it is taken back', async () => {
  const { core } = await startCore();
  await core.request('drafts.keep', { draft: draft() });
  expect(await core.request('drafts.last', {})).toEqual(draft());
  await core.actWith('editor');
  expect(await core.request('drafts.last', {})).toBeNull();
  await core.request('drafts.keep', { draft: draft({ prompt: 'Another' }) });
  await core.request('drafts.keep', { draft: null });
  expect(await core.request('drafts.last', {})).toBeNull();
});

it('writes nothing of it down', async () => {
  const { core, dataFolder, storage } = await startCore();
  await core.request('drafts.keep', { draft: draft({ prompt: 'canary-prompt' }) });
  const files = readdirSync(dataFolder, { withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => readFileSync(join(dataFolder, name), 'latin1'));
  expect([storage.text, ...core.lines, ...files].join()).not.toContain('canary-prompt');
});

it.each(['prompt', 'systemPrompt'])(
  'does not keep a key that strayed into the %s',
  async (field) => {
    const { core } = await startCore();
    await core.request('drafts.keep', { draft: draft() });
    const key = `sk-${randomBytes(24).toString('hex')}`;
    await core.request('drafts.keep', { draft: draft({ [field]: `It is ${key}` }) });
    expect(await core.request('drafts.last', {})).toBeNull();
  },
);
