import { z } from 'zod'

/** One environment variable; what it means is said in texts.*.ts under the same name. */
interface Variable<Schema extends z.ZodType> {
  schema: Schema
  /** Shown in .env.example: the value that counts when nothing is set. */
  fallback: string | null
  example: string
  /** A wrong value is not printed back. */
  isSecret: boolean
}

function variable<Schema extends z.ZodType>(
  schema: Schema,
  { fallback = null, example, isSecret = false }: { fallback?: string | null; example: string; isSecret?: boolean },
): Variable<Schema> {
  return { schema, fallback, example, isSecret }
}

const url = (...protocols: string[]) => z.url({ protocol: new RegExp(`^(?:${protocols.join('|')})$`) })

/** Every variable that the product reads; nothing else looks at the environment. */
export const variables = {
  HOST: variable(z.string().regex(/^[\w.:-]+$/), { fallback: '127.0.0.1', example: '0.0.0.0' }),
  PORT: variable(z.string().regex(/^\d+$/).transform(Number).pipe(z.int().max(65_535)), {
    fallback: '4000',
    example: '8080',
  }),
  MOSTIK_DATA_DIR: variable(z.string(), { fallback: './data', example: '/var/lib/mostik' }),
  DATABASE_URL: variable(url('postgres', 'postgresql').optional(), {
    example: 'postgres://mostik:password@db.example.ru:5432/mostik',
    isSecret: true,
  }),
  PUBLIC_URL: variable(
    url('https?')
      .transform((address) => address.replace(/\/+$/, ''))
      .optional(),
    { example: 'https://mostik.example.ru' },
  ),
  SMTP_URL: variable(url('smtps?').optional(), {
    example: 'smtp://mostik:password@smtp.example.ru:587',
    isSecret: true,
  }),
  SMTP_FROM: variable(
    z
      .string()
      .regex(/^(?:[^<>]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
      .optional(),
    { example: 'Мостик <mostik@example.ru>' },
  ),
  TELEGRAM_API_URL: variable(
    url('https?').transform((address) => address.replace(/\/+$/, '')),
    { fallback: 'https://api.telegram.org', example: 'https://telegram.example.ru' },
  ),
  MOSTIK_S3_ENDPOINT: variable(
    url('https?')
      .transform((address) => address.replace(/\/+$/, ''))
      .optional(),
    { example: 'https://storage.yandexcloud.net' },
  ),
  MOSTIK_S3_BUCKET: variable(
    z
      .string()
      .regex(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/)
      .optional(),
    { example: 'mostik-files' },
  ),
  MOSTIK_S3_REGION: variable(z.string().regex(/^[a-z\d-]{2,40}$/), { fallback: 'us-east-1', example: 'ru-central1' }),
  MOSTIK_S3_ACCESS_KEY: variable(
    z
      .string()
      .regex(/^[\w.:+=-]{3,128}$/)
      .optional(),
    { example: 'YCAJE-access-key', isSecret: true },
  ),
  MOSTIK_S3_SECRET_KEY: variable(z.string().min(8).optional(), { example: 'YCN-secret-key', isSecret: true }),
  MOSTIK_S3_PREFIX: variable(
    z
      .string()
      .regex(/^[\w-]+(?:\/[\w-]+)*\/?$/)
      .transform((folder) => `${folder.replace(/\/$/, '')}/`)
      .optional(),
    { example: 'mostik/production' },
  ),
  SECRET: variable(z.string().min(32).optional(), {
    example: 'a-long-random-string-of-32-characters-or-more',
    isSecret: true,
  }),
  LOG_LEVEL: variable(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), {
    fallback: 'warn',
    example: 'info',
  }),
  TRUST_PROXY: variable(
    z.enum(['true', 'false']).transform((value) => value === 'true'),
    { fallback: 'false', example: 'true' },
  ),
  REQUESTS_A_MINUTE: variable(z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(60).max(10_000_000)), {
    fallback: '6000',
    example: '30000',
  }),
  MOSTIK_LANGUAGE: variable(z.enum(['ru', 'en']), { fallback: 'ru', example: 'en' }),
}

export type VariableName = keyof typeof variables
export type Values = { [Name in VariableName]: z.output<(typeof variables)[Name]['schema']> }
