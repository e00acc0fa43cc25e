import { type LevelWithSilent, type Logger, pino } from 'pino'

/** JSON lines; the first argument of a call holds data, the second the sentence. */
export type Log = Logger

export type LogLevel = LevelWithSilent

/** Makes the log of the process; secrets in logged objects are blanked. */
export function createLog(level: LogLevel): Log {
  return pino({ level, base: null, redact: { paths: SECRETS, censor: '[hidden]' } })
}

const SECRETS = ['password', 'token', 'secret', 'cookie', 'authorization', 'connectionString'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
])
