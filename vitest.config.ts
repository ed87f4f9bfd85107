/** Plain Node for logic (`*.test.ts`), a simulated DOM for components (`*.test.tsx`), and apart from both, since they take longest, the random worlds. */
import { defineConfig } from 'vitest/config';

/** A busy machine must not fail a test: how fast things are is for the benchmarks to say. */
const testTimeout = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['src/cluster/worlds/**'],
          testTimeout,
          setupFiles: ['src/testing/patterns-setup.ts'],
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'worlds',
          environment: 'node',
          include: ['src/cluster/worlds/**/*.test.ts'],
          testTimeout,
          setupFiles: ['src/testing/patterns-setup.ts'],
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['src/**/*.test.tsx'],
          testTimeout,
          setupFiles: ['src/testing/patterns-setup.ts', 'src/testing/dom-setup.ts'],
        },
      },
    ],
  },
});
