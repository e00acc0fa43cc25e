import { ORPCError } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Language } from '#core/i18n/language.ts'
import { preferredLanguage } from '#core/i18n/language.ts'
import type { RequestContext, Services } from './routes.ts'

/** Answers outside the contract (limits, origin, no such address) in the same shape as declared errors. */
export async function answerError(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
): Promise<FastifyReply> {
  const asked = request.headers['x-language']
  const language: Language =
    asked === 'ru' || asked === 'en' ? asked : preferredLanguage(request.headers['accept-language'] ?? '')
  return reply
    .status(status)
    .send({ defined: true, code, status, message: services.sentence(language, code), data: { requestId: request.id } })
}

const locales = { ru: z.locales.ru().localeError, en: z.locales.en().localeError }

interface Issue {
  path: readonly (string | number)[]
  message: string
  params?: { code?: string }
}

/** Turns what zod found in the input into sentences in the reader's language, with the place of each. */
export function localizeIssues(error: unknown, { language, log, sentence, request }: RequestContext): void {
  if (!(error instanceof ORPCError) && isBadValue(error)) {
    log.warn(
      { sqlState: (error as { code: string }).code, requestId: request.id, url: request.routeOptions.url },
      'a value that the database does not take',
    )
    throw new ORPCError('BAD_REQUEST', {
      message: sentence(language, 'BAD_REQUEST'),
      data: { requestId: request.id, issues: [] },
    })
  }
  if (!(error instanceof ORPCError)) {
    throw new ORPCError('INTERNAL_SERVER_ERROR', {
      message: sentence(language, 'INTERNAL_SERVER_ERROR'),
      data: { requestId: request.id },
      cause: error,
    })
  }
  if (error.status >= 500) {
    throw new ORPCError(error.code, {
      status: error.status,
      message: sentence(language, 'INTERNAL_SERVER_ERROR'),
      data: { requestId: request.id },
      cause: error,
    })
  }
  const issues = (error.data as { issues?: Issue[] } | undefined)?.issues
  if (error.code !== 'BAD_REQUEST' || !issues) return
  throw new ORPCError('BAD_REQUEST', {
    message: sentence(language, 'BAD_REQUEST'),
    data: {
      requestId: request.id,
      issues: issuesInWords(issues, language, sentence),
    },
  })
}

/** What is wrong with which field, in the reader's language. */
export function issuesInWords(issues: readonly Issue[], language: Language, sentence: Services['sentence']) {
  return issues.map((issue) => ({ path: issue.path, message: messageOf(issue, language, sentence) }))
}

/**
 * Values of the right shape that PostgreSQL cannot keep: a text with the character U+0000 or half of a pair (22021, 22P05, 22P02), a number or a
 * moment out of range (22003, 22007, 22008).
 */
function isBadValue(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && ['22021', '22P05', '22P02', '22003', '22007', '22008'].includes(code)
}

/** Names of types that zod leaves as they stand in code. */
const TYPES_IN_WORDS: Record<Language, Record<string, string>> = {
  ru: {
    string: 'текст',
    number: 'число',
    boolean: 'да или нет',
    array: 'список',
    object: 'набор полей',
    undefined: 'ничего',
    null: 'пусто',
  },
  en: { undefined: 'nothing' },
}
const TYPES = /(?<![\p{L}\p{N}"_-])(?:string|number|boolean|array|object|undefined|null)(?![\p{L}\p{N}"_-])/gu

/** A check of ours carries a code with a sentence; the rest zod puts into words. */
function messageOf(issue: Issue, language: Language, sentence: Services['sentence']): string {
  const code = issue.params?.code
  const own = code === undefined ? undefined : sentence(language, code)
  if (own !== undefined && own !== code) return own
  const translated = locales[language](issue as never)
  const message = (typeof translated === 'string' ? translated : translated?.message) ?? issue.message
  return message.replaceAll(TYPES, (type) => TYPES_IN_WORDS[language][type] ?? type)
}
