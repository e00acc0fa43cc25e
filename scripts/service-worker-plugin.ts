import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

const PUBLIC = ['theme.js', 'manifest.webmanifest', 'icon-192.png']

interface Chunk {
  type: string
  isEntry?: boolean
  imports?: readonly string[]
}

/** Builds the service worker: tells it which files of this build open the product, and which are the rest. */
export function serviceWorker(): Plugin {
  return {
    name: 'mostik:service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'))
        const first = firstFiles(bundle)
        const isShell = (name: string) =>
          first.has(name) || name.endsWith('.css') || /(?:cyrillic|latin)-wght/.test(name)
        const shell = [...PUBLIC, ...files.filter(isShell)].map((name) => `/${name}`)
        const rest = files.filter((name) => !isShell(name)).map((name) => `/${name}`)
        const source = readFileSync(path.join(import.meta.dirname, '../src/web/pwa/service-worker.js'), 'utf8')
        // The names carry the hashes of their contents.
        const version = createHash('sha256')
          .update(JSON.stringify([source, shell, rest]))
          .digest('hex')
          .slice(0, 12)
        const code = source.replace('= __BUILD__', `= ${JSON.stringify({ version, shell, rest })}`)
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: code })
      },
    },
  }
}

/** What the page needs before its first picture: the entry and all that it imports at once. */
function firstFiles(bundle: Record<string, Chunk>): Set<string> {
  const found = new Set<string>()
  const add = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    for (const next of bundle[name]?.imports ?? []) add(next)
  }
  for (const [name, chunk] of Object.entries(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) add(name)
  return found
}
