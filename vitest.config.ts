import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Electron's package looks for its runtime when it is imported; unit tests have no use for one. */
const withoutElectronRuntime = { ELECTRON_OVERRIDE_DIST_PATH: 'node_modules/electron/dist' };

/** A limit for what hangs, not for what is slow: a busy machine takes many times as long as an idle one. */
const hanging = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          ...hanging,
          environment: 'node',
          env: withoutElectronRuntime,
          include: [
            'src/{main,shared,preload}/**/*.test.ts',
            'scripts/**/*.test.{ts,mjs}',
            'e2e/**/*.test.ts',
          ],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          ...hanging,
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});
