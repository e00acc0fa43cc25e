import { defineConfig } from 'vitest/config'

const serverTests = ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts']
const pageTests = ['src/**/*.test.tsx']

export default defineConfig({
  test: {
    // A test fails for what is wrong, not for a busy machine.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } },
    setupFiles: ['src/testing-seed.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: serverTests,
          environment: 'node',
          // Starts one PostgreSQL for the whole run; a test file takes its own database with testDatabase().
          globalSetup: ['src/core/db/test-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          include: pageTests,
          environment: 'happy-dom',
          setupFiles: ['src/web/testing-patience.ts'],
        },
      },
    ],
  },
})
