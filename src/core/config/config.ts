import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import type { S3Settings } from '#core/files/s3-bucket.ts'
import type { LogLevel } from '#core/log/log.ts'
import { StartProblem } from './start-problem.ts'
import { type Texts, textsOf } from './texts.ts'
import { type Values, type VariableName, variables } from './variables.ts'

/** What the installation says about itself; read once at the start and handed down. */
export interface Config {
  host: string
  port: number
  /** Absolute path. */
  dataDir: string
  /** Absent: the embedded database. */
  databaseUrl: string | undefined
  /** Address people use, without a slash at the end. */
  publicUrl: string
  /** Absent: letters are not sent, their links are shown. */
  smtp: { url: string; from: string } | undefined
  /** Where the Bot API answers: its own address, a mirror, one's own server. */
  telegramUrl: string
  /** Where files that people add are kept; absent: in the data folder. */
  s3: S3Settings | undefined
  /** Absent: kept in the data folder, see keptSecret. */
  secret: string | undefined
  logLevel: LogLevel
  trustProxy: boolean
  /** Requests of one network address; beyond it the answer is 429. */
  requestsAMinute: number
  /** Language of the sentences in the terminal. */
  language: 'ru' | 'en'
}

type Environment = Record<string, string | undefined>

/**
 * Reads the environment, and below it the file `.env` of the folder.
 * @throws StartProblem badConfiguration with a sentence for every wrong variable
 */
export function readConfig(environment: Environment, folder: string): Config {
  const file = path.join(folder, '.env')
  const given = { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...environment }
  const values = checked(given)
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: path.resolve(folder, values.MOSTIK_DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    publicUrl: values.PUBLIC_URL ?? localAddress(values.HOST, values.PORT),
    smtp: values.SMTP_URL && values.SMTP_FROM ? { url: values.SMTP_URL, from: values.SMTP_FROM } : undefined,
    telegramUrl: values.TELEGRAM_API_URL,
    s3: bucketOf(values),
    secret: values.SECRET,
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY,
    requestsAMinute: values.REQUESTS_A_MINUTE,
    language: values.MOSTIK_LANGUAGE,
  }
}

function checked(given: Environment): Values {
  const texts = textsOf(given['MOSTIK_LANGUAGE'])
  const problems: string[] = []
  const results = Object.entries(variables).map(([name, { schema, fallback, isSecret }]) => {
    // An empty value is how a line of a compose file or of .env says "not set".
    const raw = given[name]?.trim() || undefined
    const result = schema.safeParse(raw ?? fallback ?? undefined)
    if (result.success) return [name, result.data]
    const now = isSecret || raw === undefined ? '' : ` (${texts.given(raw)})`
    problems.push(`${name}: ${texts.wrongVariable[name as VariableName]}${now}`)
    return [name, undefined]
  })
  const values = Object.fromEntries(results) as Values
  if (problems.length === 0 && !values.SMTP_URL !== !values.SMTP_FROM) problems.push(texts.smtpNeedsBoth)
  if (problems.length === 0) problems.push(...bucketProblems(values, texts))
  if (problems.length > 0) throw new StartProblem('badConfiguration', { problems })
  return values
}

const BUCKET_NAMES = [
  'MOSTIK_S3_ENDPOINT',
  'MOSTIK_S3_BUCKET',
  'MOSTIK_S3_ACCESS_KEY',
  'MOSTIK_S3_SECRET_KEY',
] as const satisfies VariableName[]

/** A bucket needs its four variables together: files must not go to the disk because one name was forgotten. */
function bucketProblems(values: Values, texts: Texts): string[] {
  const missing = BUCKET_NAMES.filter((name) => values[name] === undefined)
  const isMeant = missing.length < BUCKET_NAMES.length || values.MOSTIK_S3_PREFIX !== undefined
  return isMeant ? missing.map((name) => `${name}: ${texts.bucketNeeds}`) : []
}

function bucketOf(values: Values): S3Settings | undefined {
  const { MOSTIK_S3_ENDPOINT: endpoint, MOSTIK_S3_BUCKET: bucket, MOSTIK_S3_REGION: region } = values
  const { MOSTIK_S3_ACCESS_KEY: accessKey, MOSTIK_S3_SECRET_KEY: secretKey, MOSTIK_S3_PREFIX: prefix = '' } = values
  if (!endpoint || !bucket || !accessKey || !secretKey) return undefined
  return { endpoint, bucket, region, accessKey, secretKey, prefix }
}

function localAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
