import type { Draft } from '#shared/domain/draft.ts';
import { request } from '../api/client.ts';
import { useDraft } from './draft.ts';

/** Typing comes in bursts; what a crash could cost is this much of it. */
const settledAfterMs = 400;
/** What main takes; a longer one is a file that was pasted, and is there to be pasted again. */
const longest = 200_000;

let asked = false;
let settling: ReturnType<typeof setTimeout> | undefined;

/**
 * Has main keep in its memory what is typed in Generate, so that it is there again after the page has crashed or was
 * loaded anew. Call it when Generate opens; it asks main once.
 */
export async function bringBackDraft(): Promise<void> {
  if (asked) return;
  asked = true;
  if (wasLoadedAnew() && isUntouched()) await takeLast();
  useDraft.subscribe(() => {
    clearTimeout(settling);
    settling = setTimeout(keep, settledAfterMs);
  });
}

/** A window that is opened begins empty, whatever another one has. */
function wasLoadedAnew(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry !== undefined && 'type' in entry && entry.type === 'reload';
}

function isUntouched(): boolean {
  const { configurationId, prompt, systemPrompt, parameters } = useDraft.getState();
  const texts = [prompt, ...Object.values(parameters)];
  return configurationId === null && systemPrompt === null && texts.every((one) => one === '');
}

async function takeLast(): Promise<void> {
  // A member who may not generate has none, and main may be gone: then there is nothing to bring back.
  const last = await request('drafts.last', {}).catch(() => null);
  if (last !== null && isUntouched()) useDraft.setState(last);
}

function keep(): void {
  const { configurationId, prompt, systemPrompt, parameters } = useDraft.getState();
  const draft: Draft = { configurationId, prompt, systemPrompt, parameters };
  const fits = Math.max(prompt.length, systemPrompt?.length ?? 0) <= longest;
  request('drafts.keep', { draft: isUntouched() || !fits ? null : draft }).catch(() => undefined);
}
