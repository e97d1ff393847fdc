import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three bundles: main (Electron's entry and the web host's, side by side), preload, renderer. Building them needs
 * no Electron runtime; only starting the Electron entry does.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      // What package.json calls a dependency stays outside and is found in node_modules at run time.
      externalizeDeps: true,
      rolldownOptions: {
        input: { index: 'src/main/index.ts', web: 'src/main/web.ts' },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node24',
      // A sandboxed preload is one CommonJS file that can require nothing but `electron`.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    // The hosts put a fresh nonce in its place with every page load; see src/main/hosts/page-security.ts.
    html: { cspNonce: '__CSP_NONCE__' },
    plugins: [
      react(),
      // Both hosts serve from the root of an origin, so a page reloaded at any depth finds its assets.
      // electron-vite insists on './', meant for file:, in a hook; hence a hook here.
      { name: 'keywell:base', config: () => ({ base: '/' }) },
    ],
    build: {
      // Electron's Chromium, and the current browsers that the web host meets.
      target: 'es2023',
      minify: true,
      // The Content-Security-Policy takes no fonts and styles from data: URLs.
      assetsInlineLimit: 0,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
