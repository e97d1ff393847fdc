import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where Ollama keeps models, by its own documentation: `OLLAMA_MODELS`, or where its service or its user has them. */
function modelFolders(ollamaModels: string | undefined, platform: NodeJS.Platform): string[] {
  const given = ollamaModels?.trim();
  if (given) return [given];
  const ofUser = path.join(homedir(), '.ollama', 'models');
  return platform === 'linux' ? ['/usr/share/ollama/.ollama/models', ofUser] : [ofUser];
}

/**
 * The bytes that are free where Ollama keeps models on this machine; null where it cannot be told.
 *
 * @param ollamaModels `OLLAMA_MODELS`, where the environment has it
 */
export async function freeForModels(ollamaModels: string | undefined): Promise<number | null> {
  const folders = modelFolders(ollamaModels, process.platform);
  for (const folder of folders) {
    const free = await freeAt(folder);
    if (free !== null) return free;
  }
  // None is there yet. The first pull makes the last of them, on the disk of what is above it.
  const above = path.dirname(path.resolve(folders.at(-1) ?? '.'));
  return freeAtOrAbove(above);
}

async function freeAtOrAbove(folder: string): Promise<number | null> {
  const free = await freeAt(folder);
  const above = path.dirname(folder);
  return free !== null || above === folder ? free : freeAtOrAbove(above);
}

async function freeAt(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
