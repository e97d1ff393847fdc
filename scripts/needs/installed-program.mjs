import { readFileSync } from 'node:fs';
import { inProject } from './project.mjs';

/**
 * The script behind a program of an installed package, to be run with the project's Node: what lies in
 * node_modules/.bin differs from system to system.
 */
export function installedProgram(packageName, program = packageName) {
  const folder = inProject('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return `${folder}/${typeof bin === 'string' ? bin : bin[program]}`;
}
