/** What only a host with a window of its own can do. */
export interface Desktop {
  /**
   * From now on `accelerator`, and none but it, opens Generate from anywhere; null: nothing does. Where it cannot be
   * had, the one before stays.
   */
  takeShortcut(accelerator: string | null): 'in-use' | 'taken' | 'invalid';
  /** Shows a folder in the system's file manager. False where that could not be done. */
  openFolder(path: string): Promise<boolean>;
}
