import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

/**
 * Makes one file of a program of ours and all that it imports, which a process begins with several times sooner. For
 * tests that start it hundreds of times.
 *
 * @returns where it is: in `folder`
 */
export async function bundledProgram(program: URL, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [withoutElectron],
    resolve: { alias: { '#shared': fileURLToPath(new URL('../../shared', import.meta.url)) } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: fileURLToPath(program),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return path.join(folder, 'program.mjs');
}

/** As everywhere outside Electron, its package gives nothing. */
const withoutElectron: Plugin = {
  name: 'without-electron',
  enforce: 'pre',
  resolveId: (id) => (id === 'electron' ? '\0electron' : null),
  load: (id) => (id === '\0electron' ? 'export default {};' : null),
};
