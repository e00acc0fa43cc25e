import { defineConfig } from 'vitest/config'

const serverTests = ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts']
const pageTests = ['src/**/*.test.tsx']

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
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
        test: { name: 'page', include: pageTests, environment: 'happy-dom' },
      },
    ],
  },
})
