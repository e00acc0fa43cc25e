import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const KINDS = /\.(?:js|css|svg|webmanifest)$/
/** Below that the headers are most of it. */
const LEAST_BYTES = 1_000

/** Puts a gzipped copy beside every script and style of a build: the server sends it as it lies, and a first visit takes a third of the bytes. */
export function compressed(): Plugin {
  return {
    name: 'mostik:compressed',
    apply: 'build',
    writeBundle: {
      order: 'post',
      async handler({ dir }, bundle) {
        const files = Object.keys(bundle).filter((name) => KINDS.test(name))
        await Promise.all(files.map((name) => compress(path.join(dir ?? '', name))))
      },
    },
  }
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length < LEAST_BYTES) return
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }))
}
