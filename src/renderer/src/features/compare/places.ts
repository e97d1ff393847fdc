/** Ids of what a person is led to, from wherever on the page. */

/** Where the prompt is written. */
export const promptFieldId = 'compare-prompt';
/** How often each is asked. */
export const repeatsFieldId = 'compare-repeats';
/** The button `Add configuration`. */
export const addConfigurationId = 'compare-add';
/** The button `Run all`. */
export const runAllId = 'compare-run-all';

/** The button that opens the answers to a prompt. */
export function rowButtonId(place: number): string {
  return `compare-row-${place}`;
}

/** Gives the focus to one of them, once what has just changed is drawn. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
