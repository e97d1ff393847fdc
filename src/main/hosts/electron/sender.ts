import type { IpcMainInvokeEvent } from 'electron';
import { appOrigin } from './origin.ts';

/**
 * Whether a message comes from the page itself: a top frame in place, showing our origin. A subframe, a page of
 * another origin, and one that another has replaced meanwhile are not it.
 */
export function isOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    !senderFrame.detached &&
    senderFrame.origin === appOrigin
  );
}
