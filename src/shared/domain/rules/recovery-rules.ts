/** What has to be typed to start with an empty registry where there is one that cannot be read. */
export const startEmptyConfirmation = 'start empty';
