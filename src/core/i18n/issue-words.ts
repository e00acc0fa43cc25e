import type { Language } from './language.ts'
import { issueTexts } from './texts.ts'

/** What a schema found wrong, as zod tells it. */
export interface ShapeIssue {
  code?: string | undefined
  message?: string | undefined
  path?: readonly PropertyKey[] | undefined
  expected?: unknown
  origin?: unknown
  format?: unknown
  minimum?: unknown
  maximum?: unknown
  inclusive?: unknown
  divisor?: unknown
  values?: unknown
  keys?: unknown
  /** Of a choice between shapes: what was wrong with each. */
  errors?: unknown
}

const MISSING = 'missing'

/** What zod is to say of a value that is not there: an issue that is done with knows no more what it was of. */
export const markMissing = ({ input }: { input?: unknown }): string | undefined => (input == null ? MISSING : undefined)

/** Says in a short sentence what is wrong with a value: the same words in answers of the server and in forms before they are sent. */
export function issueInWords(language: Language, issue: ShapeIssue): string {
  const words = issueTexts[language]
  if (issue.message === MISSING) return words.fill
  const list = (values: unknown) => (Array.isArray(values) ? values.map(String).join(', ') : '')
  const size = (limit: unknown) =>
    issue.origin === 'string' || issue.origin === 'array' ? words.size[issue.origin](Number(limit)) : String(limit)
  switch (issue.code) {
    case 'invalid_type':
      return words.types[String(issue.expected)] ?? words.wrong
    case 'invalid_value':
      return words.oneOf(list(issue.values))
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return words.fill
      return (issue.inclusive === false ? words.moreThan : words.atLeast)(size(issue.minimum))
    case 'too_big':
      return (issue.inclusive === false ? words.lessThan : words.atMost)(size(issue.maximum))
    case 'invalid_format':
      return words.formats[String(issue.format)] ?? words.wrong
    case 'not_multiple_of':
      return words.multiple(String(issue.divisor))
    case 'unrecognized_keys':
      return words.noSuch(list(issue.keys))
    default:
      return words.wrong
  }
}

/** A sentence for who sees no form: each field by its name, what is wrong with it. `most`: how many are told. */
export function fieldsInWords(
  language: Language,
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
  most = 3,
): string {
  const told = issues.slice(0, most).map(({ path, message }) => {
    const name = path.map(String).join('.')
    return name === '' ? message : issueTexts[language].field(name, message)
  })
  return told.join(' ')
}
