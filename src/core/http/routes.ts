import type { AnyContractRouter, ErrorMap } from '@orpc/contract'
import { implement, ORPCError } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Clock } from '#core/clock/clock.ts'
import type { Config } from '#core/config/config.ts'
import type { Gate, Scoped, Tx } from '#core/db/gate.ts'
import type { Language } from '#core/i18n/language.ts'
import type { JobQueue } from '#core/jobs/job.ts'
import type { Log } from '#core/log/log.ts'
import type { EndpointMeta } from './contract.ts'
import { IDEMPOTENCY_HEADER, onceOnly } from './idempotency.ts'
import { Refusal } from './refusal.ts'
import { strictBodies } from './strict-bodies.ts'

/** Who is asking: a person of a workspace. The auth module finds out; `Scoped` is what the database needs of it. */
export interface Actor extends Scoped {
  fullName: string
  language: Language
  /** Of `people`, those who are there only because he stands in for somebody: their records are his to work, not they themselves. */
  lentPeople?: readonly string[]
  /** Whom he stands above, whatever he sees: his reports, their reports, whoever works in departments that he or they head. Not whom he stands in for. */
  below: readonly string[]
  workspace: { name: string; timeZone: TimeZone; currency: string; isDemo: boolean }
  via: 'session' | 'api-key'
}

/** What the process has; made once in app.ts. */
export interface Services {
  gate: Gate
  config: Config
  clock: Clock
  log: Log
  jobs: JobQueue
  /** What an error code says to people. */
  sentence(language: Language, code: string, data?: Record<string, unknown>): string
}

/** What a request brings. `actor` is null for a stranger. */
export interface RequestContext extends Services {
  actor: Actor | null
  language: Language
  request: FastifyRequest
  reply: FastifyReply
}

/**
 * What a handler gets. `as` opens the transaction of the request in the actor's scope; a GET cannot write. A command that met others so that the database
 * has undone it is run anew, from the beginning of its work (see despiteOthers). A question that is dear may open two side by side, if
 * neither waits for the other: whoever waits for a second connection while he holds one may wait for ever.
 */
export interface Call<Input> extends RequestContext {
  input: Input
  actor: Actor
  as<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** The same for a short command about one record of which many come at once: it may share its transaction with others, and be run twice. */
  together<Result>(recordId: string, work: (tx: Tx) => Promise<Result>): Promise<Result>
}

type Handlers<Contract extends AnyContractRouter> = {
  [Name in keyof Contract]: (call: Call<ParsedInputs<Contract>[Name]>) => Promise<TakenOutputs<Contract>[Name]>
}
// The handler sees the parsed input and gives what the output schema takes.
type ParsedInputs<Contract extends AnyContractRouter> = {
  [Name in keyof Contract]: Contract[Name] extends { '~orpc': { inputSchema?: infer Schema } }
    ? ParsedBy<Schema>
    : never
}
type TakenOutputs<Contract extends AnyContractRouter> = {
  [Name in keyof Contract]: Contract[Name] extends { '~orpc': { outputSchema?: infer Schema } }
    ? TakenBy<Schema>
    : never
}
type ParsedBy<Schema> = Schema extends { '~standard': { types?: { output: infer Output } | undefined } }
  ? Output
  : never
type TakenBy<Schema> = Schema extends { '~standard': { types?: { input: infer Input } | undefined } } ? Input : never

/**
 * Binds a contract to its handlers. Strangers are turned away before the handler, unless the endpoint is declared anonymous
 * (then `actor` may be null at run time: such a handler must not touch it).
 */
export function routes<Contract extends Record<string, AnyContractRouter>>(
  contract: Contract,
  handlers: Handlers<Contract>,
) {
  // Used here and not on a procedure, it stands before the validation: who may not ask is told so before his input is looked at.
  const guarded = implement(strictBodies(contract))
    .$context<RequestContext>()
    .use(({ context, next, procedure }) => {
      const { meta, route, errorMap } = procedure['~orpc'] as unknown as Definition
      const refusal = refusalOf(context.actor, meta, route.method === 'GET')
      if (refusal) throw declaredError(refusal, errorMap, context)
      return next()
    })
  const implementer = guarded as unknown as Record<string, Procedure>
  const bound = Object.entries(handlers).map(([name, handler]) => {
    const procedure = implementer[name]
    if (!procedure) throw new Error(`no endpoint ${name} in the contract`)
    const { route, errorMap, meta } = (contract[name] as unknown as { '~orpc': Definition })['~orpc']
    const readOnly = route.method === 'GET'
    return [
      name,
      procedure.handler(async ({ input, context }) => {
        try {
          const { actor } = context
          const key = readOnly || meta.secretAnswer ? undefined : context.request.headers[IDEMPOTENCY_HEADER]
          const once =
            actor && typeof key === 'string'
              ? onceOnly(actor, key, { endpoint: `${route.method} ${route.path}`, input })
              : undefined
          const signedIn = () => {
            if (!actor) throw new Refusal('UNAUTHORIZED')
            return actor
          }
          const as = <Result>(work: (tx: Tx) => Promise<Result>) =>
            context.gate.as(signedIn(), once ? once(work) : work, { readOnly, again: !readOnly })
          const together = <Result>(recordId: string, work: (tx: Tx) => Promise<Result>) =>
            context.gate.together(signedIn(), recordId, once ? once(work) : work)
          return await (handler as (call: unknown) => unknown)({ ...context, input, as, together })
        } catch (error) {
          throw error instanceof Refusal ? declaredError(error, errorMap, context) : error
        }
      }),
    ]
  })
  return Object.fromEntries(bound) as Record<string, unknown>
}

function refusalOf(
  actor: Actor | null,
  { anonymous, ownAccount }: EndpointMeta,
  readOnly: boolean,
): Refusal | undefined {
  if (!actor) return anonymous ? undefined : new Refusal('UNAUTHORIZED')
  if (actor.readOnly && !readOnly && !anonymous && !ownAccount) return new Refusal('FORBIDDEN')
  return actor.via === 'api-key' && ownAccount ? new Refusal('FORBIDDEN') : undefined
}

/** @throws Error when a service refuses with a code that its endpoint does not declare: that is a mistake of ours */
function declaredError({ code, data }: Refusal, errorMap: ErrorMap, { sentence, language }: RequestContext) {
  const declared = errorMap[code]
  if (!declared) throw new Error(`the contract does not declare the error ${code}`)
  return new ORPCError(code, { status: declared.status ?? 400, data, message: sentence(language, code, data) })
}

interface Definition {
  meta: EndpointMeta
  route: { method: string; path: string }
  errorMap: ErrorMap
}

interface Procedure {
  handler(work: (call: { input: unknown; context: RequestContext }) => unknown): unknown
}
