import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino'

/** JSON lines; the first argument of a call holds data, the second the sentence. */
export type Log = Logger

export type LogLevel = LevelWithSilent

/** Makes the log of the process; secrets in logged objects are blanked. */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(1)): Log {
  const redact = { paths: SECRETS, censor: '[hidden]' }
  return pino({ level, base: null, redact, serializers: { err: loggedError } }, destination)
}

/** What helps to find an error. Not its other fields: they hold rows of the database, input and output, that is data of people. */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause } = error
  const { code, status, constraint, table, routine } = error as Error & Record<string, unknown>
  const known = { type: name, message, stack, code, status, constraint, table, routine }
  return cause === undefined || depth >= 4 ? known : { ...known, cause: loggedError(cause, depth + 1) }
}

const SECRETS = ['password', 'token', 'secret', 'cookie', 'authorization', 'connectionString'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
])
