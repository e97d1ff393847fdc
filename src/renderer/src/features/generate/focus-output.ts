/** Gives the focus to the answer's pane, which `within` is a part of and about to leave. */
export function focusOutput(within: Element | null): void {
  within?.closest<HTMLElement>('[role="group"]')?.focus({ preventScroll: true });
}
