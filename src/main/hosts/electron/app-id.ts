/**
 * By which a desktop knows the app: macOS keeps its permissions by it, and Windows takes a window for one of the icon that
 * the installer pinned only if both have the same.
 */
export const appId = 'app.keywell';
