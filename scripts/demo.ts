/** `npm run demo`: starts the product as `npm start` does and, where there is no company yet, opens the demo company. */
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '../src/core/config/config.ts'

interface DemoAccess {
  password: string
  accounts: { email: string; fullName: string; role: string }[]
}

const START_LIMIT_MS = 180_000
const isEnglish = process.env['MOSTIK_LANGUAGE'] === 'en'
const say = (ru: string, en: string) => console.log(isEnglish ? en : ru)

// The server runs until it is told to stop; the demo company is opened beside it.
openDemo().catch((error: unknown) => console.error(error))
await import('../src/main.ts')

async function openDemo(): Promise<void> {
  const { host, port } = readConfig(process.env, path.resolve(import.meta.dirname, '..'))
  const address = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`
  const { isNeeded } = (await answered(`${address}/api/setup`)) as { isNeeded: boolean }
  if (!isNeeded) {
    say(
      'Компания здесь уже есть, демо-компания не создаётся.',
      'There is a company already, the demo company is not made.',
    )
    return
  }
  say('Создаю демо-компанию…', 'Making the demo company…')
  const language = isEnglish ? 'en' : 'ru'
  const response = await fetch(`${address}/api/setup/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  const { password, accounts } = (await response.json()) as DemoAccess
  say(`Демо-компания готова: ${address}`, `The demo company is ready: ${address}`)
  for (const { email, fullName } of accounts) console.log(`  ${email}  ${fullName}`)
  say(`Пароль у всех один: ${password}`, `The password of all: ${password}`)
}

async function answered(url: string): Promise<unknown> {
  for (let waited = 0; waited < START_LIMIT_MS; waited += 200) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return response.json()
    await pause(200)
  }
  throw new Error(`no answer from ${url}`)
}
