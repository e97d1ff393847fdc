import path from 'node:path';

/** Where the registry of a data folder is kept. */
export function registryFile(dataFolder: string): string {
  return path.join(dataFolder, 'registry.json');
}
