/** The two Electron channels of the bridge. Every request and every event goes over them. */
export const requestChannel = 'keywell:request';
export const eventChannel = 'keywell:event';
