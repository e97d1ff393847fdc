// Draws every icon anew from the SVG files in build/: run it after a change to one of those, and commit what it made.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inProject } from './needs/project.mjs';
import { drawIcons } from './packaging/icons.mjs';

for (const [path, content] of drawIcons()) {
  const file = inProject(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(path);
}
