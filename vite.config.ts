import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './scripts/compressed-plugin.ts'
import { routesOfContract } from './scripts/contract-plugin.ts'
import { serviceWorker } from './scripts/service-worker-plugin.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('src/web'),
  plugins: [routesOfContract(), react(), serviceWorker(), compressed()],
  cacheDir: at('node_modules/.vite'),
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // Fonts stay files: inlined they would delay the styles.
    assetsInlineLimit: (path) => !path.endsWith('.woff2') && undefined,
    chunkSizeWarningLimit: 800,
  },
  server: {
    host: '127.0.0.1',
    port: 4001,
    proxy: { '/api/': `http://127.0.0.1:${process.env.PORT ?? 4000}` },
  },
})
