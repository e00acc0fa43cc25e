/** The API by its contract, and the same requests repeated over kept connections: what is measured is the server, not the client. */
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { contract } from '../src/contract.ts'
import { exchange } from './wire.ts'

export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>

/** A person who has signed in. */
export interface Session {
  url: string
  cookie: string
  api: Api
}

/** @throws Error with the answer when it is not 2xx */
export async function signIn(url: string, email: string, password: string): Promise<Session> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in as ${email}: ${answer.status} ${await answer.text()}`)
  return sessionOf(url, answer)
}

/** Makes a company in a new installation and gives its owner's session. @throws Error with the answer when it is not 2xx */
export async function setUp(url: string): Promise<Session> {
  const answer = await fetch(`${url}/api/setup/company`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      company: { name: 'Бенч', timeZone: 'Europe/Moscow', currency: 'RUB', calendar: 'ru' },
      owner: { fullName: 'Иван Петров', email: 'owner@example.ru', password: 'correct horse battery staple' },
      language: 'ru',
    }),
  })
  if (!answer.ok) throw new Error(`set-up: ${answer.status} ${await answer.text()}`)
  return sessionOf(url, answer)
}

function sessionOf(url: string, answer: Response): Session {
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { url, cookie, api: apiOf(url, cookie) }
}

/** The typed client of somebody with this cookie. `carry` gets every request and answers it: for looking at requests instead of sending them. */
export function apiOf(url: string, cookie: string, carry: (request: Request) => Promise<Response> = fetch): Api {
  return createORPCClient(
    new OpenAPILink(contract, { url: `${url}/api`, headers: { cookie }, fetch: (request) => carry(request) }),
  )
}

/** A request as bytes, ready to be repeated. */
export interface Prepared {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}

/** What the typed client would send for this call. */
export async function prepared(session: Session, call: (api: Api) => Promise<unknown>): Promise<Prepared> {
  let seen: Prepared | undefined
  const api = apiOf(session.url, session.cookie, async (request) => {
    const body = await request.text()
    seen = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      ...(body && { body }),
    }
    throw new Error('only looked at')
  })
  await call(api).catch(() => {})
  if (!seen) throw new Error('the call sent nothing')
  return seen
}

/** Sends it and reads the whole answer. @throws Error when it is not 2xx */
export async function send({ method, url, headers, body = '' }: Prepared): Promise<Buffer> {
  const { host, path } = placeOf(url)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n`
  const answered = await exchange(host, head + body)
  if (answered.status >= 200 && answered.status < 300) return answered.body
  throw new Error(`${method} ${url}: ${answered.status} ${answered.body.toString().slice(0, 500)}`)
}

/** As in `http://127.0.0.1:4000/api/deals`. */
function placeOf(url: string): { host: string; path: string } {
  const hostAt = url.indexOf('//') + 2
  const pathAt = url.indexOf('/', hostAt)
  return { host: url.slice(hostAt, pathAt), path: url.slice(pathAt) }
}
