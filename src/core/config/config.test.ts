import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { envExample } from './env-example.ts'
import { keptSecret } from './secret.ts'
import { StartProblem } from './start-problem.ts'
import { textsOf } from './texts.ts'
import { variables } from './variables.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mostik-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment, folder)
  } catch (error) {
    if (error instanceof StartProblem && 'problems' in error.data) return error.data.problems
    throw error
  }
  return []
}

describe('configuration', () => {
  it('needs nothing: every variable has a default or may be absent', () => {
    expect(readConfig({}, folder)).toEqual({
      host: '127.0.0.1',
      port: 4000,
      dataDir: path.join(folder, 'data'),
      databaseUrl: undefined,
      publicUrl: 'http://127.0.0.1:4000',
      smtp: undefined,
      s3: undefined,
      secret: undefined,
      logLevel: 'warn',
      telegramUrl: 'https://api.telegram.org',
      trustProxy: false,
      requestsAMinute: 6000,
      language: 'ru',
    })
  })

  it('takes an empty value for an absent one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' }, folder)).toMatchObject({ port: 4000, databaseUrl: undefined })
  })

  it('reads .env, and the environment goes before it', () => {
    writeFileSync(path.join(folder, '.env'), 'PORT=5001\nHOST=0.0.0.0\n')
    expect(readConfig({ HOST: '::1' }, folder)).toMatchObject({ port: 5001, publicUrl: 'http://[::1]:5001' })
  })

  it('names every wrong variable at once', () => {
    const problems = problemsOf({ PORT: '70000', PUBLIC_URL: 'mostik', TRUST_PROXY: 'yes', LOG_LEVEL: 'loud' })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'PUBLIC_URL', 'LOG_LEVEL', 'TRUST_PROXY'])
    expect(problems[0]).toContain('сейчас «70000»')
  })

  it('never prints a wrong password back', () => {
    const problems = problemsOf({ DATABASE_URL: 'mysql://root:hunter2@db/x', SECRET: 'hunter2', SMTP_URL: 'hunter2' })
    expect(problems).toHaveLength(3)
    expect(problems.join()).not.toContain('hunter2')
  })

  it('asks for the sender together with the mail server', () => {
    expect(problemsOf({ SMTP_URL: 'smtp://mail.example.ru' })).toEqual([textsOf('ru').smtpNeedsBoth])
  })

  it('keeps files in a bucket when all of it is given, and names what is missing', () => {
    const keys = {
      MOSTIK_S3_ENDPOINT: 'https://s3.example.ru/',
      MOSTIK_S3_BUCKET: 'files',
      MOSTIK_S3_ACCESS_KEY: 'key',
    }
    const s3 = { ...keys, MOSTIK_S3_SECRET_KEY: 'hunter22', MOSTIK_S3_PREFIX: 'crm/trial' }
    expect(readConfig(s3, folder).s3).toEqual({
      endpoint: 'https://s3.example.ru',
      bucket: 'files',
      region: 'us-east-1',
      accessKey: 'key',
      secretKey: 'hunter22',
      prefix: 'crm/trial/',
    })
    expect(problemsOf(keys)).toEqual([`MOSTIK_S3_SECRET_KEY: ${textsOf('ru').bucketNeeds}`])
    expect(problemsOf({ MOSTIK_S3_PREFIX: 'crm' }).map((problem) => problem.split(':')[0])).toEqual([
      'MOSTIK_S3_ENDPOINT',
      'MOSTIK_S3_BUCKET',
      'MOSTIK_S3_ACCESS_KEY',
      'MOSTIK_S3_SECRET_KEY',
    ])
    const wrong = problemsOf({ ...s3, MOSTIK_S3_ENDPOINT: 's3.example.ru', MOSTIK_S3_SECRET_KEY: 'hunter2' })
    expect(wrong.map((problem) => problem.split(':')[0])).toEqual(['MOSTIK_S3_ENDPOINT', 'MOSTIK_S3_SECRET_KEY'])
    expect(wrong.join()).not.toContain('hunter2')
  })

  it('speaks English when asked to', () => {
    expect(problemsOf({ PORT: 'x', MOSTIK_LANGUAGE: 'en' })).toEqual([
      'PORT: a whole number from 0 to 65535 is needed (now "x")',
    ])
  })
})

describe('.env.example', () => {
  it('documents every variable', () => {
    const file = path.resolve(import.meta.dirname, '../../../.env.example')
    expect(readFileSync(file, 'utf8')).toBe(envExample())
    for (const name of Object.keys(variables)) expect(envExample()).toContain(`${name}=`)
  })

  it('copied as it is changes nothing', () => {
    expect(readConfig(parseEnv(envExample()), folder)).toEqual(readConfig({}, folder))
  })

  it('gives examples that are right, also those behind a comment sign', () => {
    const examples = Object.entries(variables).map(([name, { example }]) => [name, example])
    expect(() => readConfig(Object.fromEntries(examples), folder)).not.toThrow()
  })
})

describe('the secret', () => {
  it('is made once and readable by its owner alone', () => {
    const secret = keptSecret(folder)
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(keptSecret(folder)).toBe(secret)
    expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600)
  })
})
