/** What has to be typed to confirm a rotation of the encryption key. */
export const rotateConfirmation = 'rotate';
