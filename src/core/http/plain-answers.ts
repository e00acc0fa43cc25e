import type { ErrorMap } from '@orpc/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from './refusal.ts'
import type { Actor, Services } from './routes.ts'

/** What an address that streams needs: oRPC serves no streams. */
export interface PlainParts {
  services: Services
  authenticate(request: FastifyRequest): Promise<Actor | null>
}

/** Answers for a signed-in actor; what the work refuses becomes the error that the contract declares, in the reader's language. */
export async function answering(
  { services, authenticate }: PlainParts,
  { request, reply, errors }: { request: FastifyRequest; reply: FastifyReply; errors: ErrorMap },
  work: (actor: Actor) => Promise<unknown>,
): Promise<FastifyReply> {
  const actor = await authenticate(request)
  try {
    if (!actor) throw new Refusal('UNAUTHORIZED')
    return await reply.send(await work(actor))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const asked = request.headers['x-language']
    const language = asked === 'ru' || asked === 'en' ? asked : (actor?.language ?? 'ru')
    const status = errors[error.code]?.status ?? 400
    return reply
      .status(status)
      .type('application/json')
      .send({
        defined: true,
        code: error.code,
        status,
        message: services.sentence(language, error.code, error.data),
        data: { ...error.data, requestId: request.id },
      })
  }
}
