/** Plain Node for logic (`*.test.ts`), a simulated DOM for components (`*.test.tsx`), and apart from both what takes long: the random worlds, bytes and texts of chance, programs as processes. */
import { defineConfig } from 'vitest/config';

/** A busy machine must not fail a test: how fast things are is for the benchmarks to say. */
const testTimeout = 60_000;

/** Left to `npm test`, so that the check stays short. */
const long = [
  'src/cluster/worlds/**/*.test.ts',
  'src/features/**/*.property.test.ts',
  'src/conformance/{bad-input,many-at-once}.test.ts',
  'src/cli/{podrome,dcos-main}.test.ts',
  'src/node/{data-directory,public-clients}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          name: 'node',
          environment: 'node',
          // In half of the time: modules are read once for all files. Each sets what it needs of what they share.
          isolate: false,
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: long,
          testTimeout,
          setupFiles: ['src/testing/parts-setup.ts'],
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'long',
          environment: 'node',
          include: long,
          testTimeout,
          setupFiles: ['src/testing/parts-setup.ts'],
        },
      },
      {
        extends: './vite.config.ts',
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['src/**/*.test.tsx'],
          testTimeout,
          setupFiles: ['src/testing/parts-setup.ts', 'src/testing/dom-setup.ts'],
        },
      },
    ],
  },
});
