import { ORPCError } from '@orpc/server'
import { z } from 'zod'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fieldsInWords, issueInWords, markMissing, type ShapeIssue } from '#core/i18n/issue-words.ts'
import type { Language } from '#core/i18n/language.ts'
import { preferredLanguage } from '#core/i18n/language.ts'
import type { RequestContext, Services } from './routes.ts'

// Nobody reads what zod says by itself: the words come from here, in the language of the request.
z.config({ localeError: markMissing })

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

interface Issue extends ShapeIssue {
  path: readonly (string | number)[]
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
  const told = issuesInWords(issues, language, sentence)
  throw new ORPCError('BAD_REQUEST', {
    message: fieldsInWords(language, told) || sentence(language, 'BAD_REQUEST'),
    data: { requestId: request.id, issues: told },
  })
}

/** What is wrong with which field, in the reader's language. */
export function issuesInWords(issues: readonly Issue[], language: Language, sentence: Services['sentence']) {
  return issues
    .flatMap(plainIssues)
    .map((issue) => ({ path: issue.path, message: messageOf(issue, language, sentence) }))
}

/**
 * Values of the right shape that PostgreSQL cannot keep: a text with the character U+0000 or half of a pair (22021, 22P05, 22P02), a number or a
 * moment out of range (22003, 22007, 22008).
 */
function isBadValue(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && ['22021', '22P05', '22P02', '22003', '22007', '22008'].includes(code)
}

/** A check of ours carries a code with a sentence; what schemas find has its own words. */
function messageOf(issue: Issue, language: Language, sentence: Services['sentence']): string {
  const code = issue.params?.code
  const own = code === undefined ? undefined : sentence(language, code)
  return own !== undefined && own !== code ? own : issueInWords(language, issue)
}

/** Of a choice between shapes, what is wrong with the one that was meant: with the fewest mistakes. A key too many is told in its own place. */
function plainIssues(issue: Issue): readonly Issue[] {
  if (issue.code === 'unrecognized_keys')
    return (issue.keys as string[]).map((key) => ({ ...issue, path: [...issue.path, key], keys: [key] }))
  const branches = issue.code === 'invalid_union' ? ((issue.errors as Issue[][] | undefined) ?? []) : []
  const [meant] = branches.toSorted((one, other) => one.length - other.length)
  if (!meant?.length || branches.every((branch) => branch.every(({ path }) => path.length === 0))) return [issue]
  return meant.flatMap((inner) => plainIssues({ ...inner, path: [...issue.path, ...inner.path] }))
}
