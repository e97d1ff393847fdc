import type { IpcMainInvokeEvent } from 'electron';
import { appOrigin } from './origin.ts';

/**
 * Whether a message comes from the page itself: the top frame of its window, showing our origin. A subframe, a
 * page of another origin and a frame that is gone already are not it.
 */
export function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame === sender.mainFrame &&
    senderFrame.origin === appOrigin
  );
}
