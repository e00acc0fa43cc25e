import { StandardOpenAPICodec, StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import {
  StandardBracketNotationSerializer,
  StandardOpenAPIJsonSerializer,
  StandardOpenAPISerializer,
} from '@orpc/openapi-client/standard'
import type { AnyRouter } from '@orpc/server'
import { StandardHandler, type StandardHandlerOptions } from '@orpc/server/standard'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RequestContext } from './routes.ts'

const PREFIX = '/api'
/** Longer texts go out as bytes: beside a short head they need not be put together with it once more. */
const LONG_TEXT = 16 * 1024

/**
 * Answers are JSON as it is: the contract has checked them, moments write themselves, and the library's own walk through every value would only make a
 * copy. A file stays a file.
 */
class PlainJson extends StandardOpenAPIJsonSerializer {
  override serialize(data: unknown): [json: unknown, hasBlob: boolean] {
    return [data, data instanceof Blob]
  }
}

/**
 * Serves a router below /api through Fastify, put together from the parts of oRPC: what its own adapter adds, a signal and two parsed addresses a
 * request and a wait for the socket, nobody here asks for. Gives whether there is an endpoint with this address; then the answer is sent.
 */
export function createApiHandler(
  router: AnyRouter,
  options: StandardHandlerOptions<RequestContext>,
): (context: RequestContext) => Promise<boolean> {
  const serializer = new StandardOpenAPISerializer(new PlainJson(), new StandardBracketNotationSerializer())
  const codec = new StandardOpenAPICodec(serializer)
  const handler = new StandardHandler<RequestContext>(router, new StandardOpenAPIMatcher(), codec, options)
  return async (context) => {
    const { request, reply } = context
    const { matched, response } = await handler.handle(asked(request), { prefix: PREFIX, context })
    if (!matched) return false
    reply.status(response.status)
    const { body } = response
    if (body instanceof File) await sendFile(reply, body)
    else sendJson(reply, body)
    return true
  }
}

function asked(request: FastifyRequest) {
  return {
    method: request.method,
    // Only the path and the query are looked at.
    url: new URL(`http://localhost${request.url}`),
    headers: request.headers,
    body: async () => request.body as object | undefined,
    signal: undefined,
  }
}

/** A reply is a promise of its end: it is not given on, for nobody waits until the socket has taken it. */
function sendJson(reply: FastifyReply, body: unknown): void {
  if (body === undefined) return void reply.send()
  const json = JSON.stringify(body)
  void reply.type('application/json').send(json.length > LONG_TEXT ? Buffer.from(json) : json)
}

async function sendFile(reply: FastifyReply, file: File): Promise<void> {
  const bytes = Buffer.from(await file.arrayBuffer())
  void reply
    .headers({
      'content-type': file.type,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    })
    .send(bytes)
}
