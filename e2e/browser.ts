import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

// Never the package's own default arguments: they switch web security off.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--disable-background-networking',
  '--font-render-hinting=none',
]

const folder = fileURLToPath(new URL('../tmp/browser', import.meta.url))
const ready = `${folder}/ready`
const lock = `${folder}/unpacking`

/**
 * Starts a headless Chromium: the one from the lockfile on Linux x64, the installed Chrome elsewhere, or the binary that
 * BROWSER_PATH names. Close it with `browser.close()`.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.BROWSER_PATH
  if (own) return chromium.launch({ executablePath: own, args })
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', args })
  const executablePath = await unpackedChromium()
  // A machine may have no fonts and no fontconfig at all; the package's own file names folders that exist only in AWS.
  writeFileSync(
    `${folder}/fonts.conf`,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir>` +
      `<dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  )
  return chromium.launch({
    executablePath,
    args,
    env: { ...process.env, TMPDIR: folder, FONTCONFIG_FILE: `${folder}/fonts.conf` },
  })
}

/** Unpacks the binary once, into the project's tmp; whoever comes meanwhile waits. Gives its path. */
async function unpackedChromium(): Promise<string> {
  mkdirSync(folder, { recursive: true })
  // Both are read when the package is imported: where to unpack, and whether to bring libnss3 and its friends along.
  process.env.TMPDIR = folder
  if (!hasNss()) process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: packed } = await import('@sparticuz/chromium')
  for (let waited = 0; !existsSync(ready); waited += 200) {
    if (waited > 60_000) throw new Error(`Chromium is not unpacked after a minute; remove ${folder} and try again`)
    if (!taken(lock)) {
      await pause(200)
      continue
    }
    try {
      await packed.executablePath()
      writeFileSync(ready, '')
    } finally {
      rmdirSync(lock)
    }
  }
  return `${folder}/chromium`
}

/** True when the lock is ours now. */
function taken(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch {
    return false
  }
}

function hasNss(): boolean {
  return ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib/x86_64-linux-gnu'].some((place) =>
    existsSync(`${place}/libnss3.so`),
  )
}
