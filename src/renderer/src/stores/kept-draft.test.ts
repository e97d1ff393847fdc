// First: stores listen to main from the moment they are imported.
import '../testing/fake-bridge.ts';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { askedOf, mainAnswers } from '../testing/fake-bridge.ts';

const kept = {
  configurationId: null,
  prompt: 'Half a thought',
  systemPrompt: 'Be brief',
  parameters: { temperature: '0.2', topP: '', maxOutputTokens: '', contextLength: '' },
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A page that was opened or loaded anew, at the moment when Generate opens. */
async function page(how: 'navigate' | 'reload', typed = '') {
  const entries = [{ type: how }] as unknown as PerformanceEntryList;
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries);
  const { useDraft } = await import('./draft.ts');
  const { bringBackDraft } = await import('./kept-draft.ts');
  if (typed !== '') useDraft.setState({ prompt: typed });
  await bringBackDraft();
  return { useDraft, bringBackDraft };
}
const answers = { 'drafts.last': () => kept, 'drafts.keep': () => null };

describe('what was typed in Generate', () => {
  it('is there again after the page was loaded anew', async () => {
    mainAnswers(answers);
    const { useDraft } = await page('reload');
    expect(useDraft.getState()).toMatchObject(kept);
  });

  it('is not brought into a window that is opened', async () => {
    mainAnswers(answers);
    const { useDraft } = await page('navigate');
    expect(useDraft.getState().prompt).toBe('');
    expect(askedOf('drafts.last')).toEqual([]);
  });

  it('is not brought over what is typed already', async () => {
    mainAnswers(answers);
    const { useDraft } = await page('reload', 'New words');
    expect(useDraft.getState().prompt).toBe('New words');
  });

  it('is brought back once, not with every visit', async () => {
    mainAnswers(answers);
    const { useDraft, bringBackDraft } = await page('reload');
    useDraft.setState(useDraft.getInitialState());
    await bringBackDraft();
    expect(useDraft.getState().prompt).toBe('');
  });

  it('stays empty where there is nothing to be had', async () => {
    mainAnswers({
      ...answers,
      'drafts.last': () => {
        throw new AppError('forbidden', 'No.');
      },
    });
    const { useDraft } = await page('reload');
    expect(useDraft.getState().prompt).toBe('');
  });

  it('is given to main when typing pauses, and taken back when it is emptied', async () => {
    mainAnswers(answers);
    const { useDraft } = await page('navigate');
    for (const prompt of ['H', 'Ha', 'Half']) useDraft.setState({ prompt });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(askedOf('drafts.keep')).toMatchObject([{ draft: { prompt: 'Half' } }]);
    useDraft.setState(useDraft.getInitialState());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(askedOf('drafts.keep').at(-1)).toEqual({ draft: null });
  });

  it('is not given to main where it is longer than main takes', async () => {
    mainAnswers(answers);
    const { useDraft } = await page('navigate');
    useDraft.setState({ prompt: 'x'.repeat(200_001) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(askedOf('drafts.keep')).toEqual([{ draft: null }]);
  });
});
