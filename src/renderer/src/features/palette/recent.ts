const storageKey = 'keywell.palette.recent';
const mostKept = 6;

/** Ids of the commands chosen last, the latest first. They name commands and configurations, nothing else. */
export function recentIds(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  const ids = [id, ...recentIds().filter((one) => one !== id)].slice(0, mostKept);
  try {
    localStorage.setItem(storageKey, JSON.stringify(ids));
  } catch {
    // Where nothing can be kept, nothing is recent.
  }
}
