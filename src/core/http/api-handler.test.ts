import { oc } from '@orpc/contract'
import { implement } from '@orpc/server'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createApiHandler } from './api-handler.ts'
import type { RequestContext } from './routes.ts'

const contract = {
  moment: oc.route({ method: 'GET', path: '/moment' }).output(z.object({ at: z.date(), none: z.null() })),
  long: oc.route({ method: 'GET', path: '/long' }).output(z.object({ text: z.string() })),
  echo: oc
    .route({ method: 'POST', path: '/echo/{id}' })
    .input(z.object({ id: z.string(), text: z.string() }))
    .output(z.object({ id: z.string(), text: z.string() })),
  paper: oc.route({ method: 'GET', path: '/paper' }).output(z.file()),
}
const bound = implement(contract).$context<RequestContext>()
const long = { text: 'Поле «Комментарий» 🚀 '.repeat(2_000) }
const router = {
  moment: bound.moment.handler(() => ({ at: new Date('2026-11-22T09:00:00Z'), none: null, secret: 'stays inside' })),
  long: bound.long.handler(() => long),
  echo: bound.echo.handler(({ input }) => input),
  paper: bound.paper.handler(() => new File(['%PDF'], 'Протокол.pdf', { type: 'application/pdf' })),
}
const handler = createApiHandler(router, {})
const server = Fastify()
server.all('/api/*', async (request, reply) => {
  if (!(await handler({ request, reply } as RequestContext))) await reply.status(404).send('nothing here')
})

test('an answer is JSON of what the contract lets out, moments written in full', async () => {
  const answer = await server.inject('/api/moment')
  expect(answer.headers['content-type']).toContain('application/json')
  expect(answer.json()).toEqual({ at: '2026-11-22T09:00:00.000Z', none: null })
})

test('a long answer comes whole', async () => {
  const answer = await server.inject('/api/long')
  expect(answer.json()).toEqual(long)
  expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(JSON.stringify(long)))
})

test('path and body make the input', async () => {
  const answer = await server.inject({ method: 'POST', url: '/api/echo/7?text=no', payload: { text: 'да' } })
  expect(answer.json()).toEqual({ id: '7', text: 'да' })
})

test('a file goes out as it is, by its name', async () => {
  const answer = await server.inject('/api/paper')
  expect(answer.body).toBe('%PDF')
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('Протокол.pdf')}`,
  })
})

test('an address without an endpoint is left to the server', async () => {
  const answer = await server.inject('/api/nothing')
  expect([answer.statusCode, answer.body]).toEqual([404, 'nothing here'])
})
