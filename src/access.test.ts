import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { uuid7 } from '#core/db/uuid7.ts'
import { contract } from './contract.ts'
import { type CompanyOfAll, companyOfAll } from './testing-company-of-all.ts'

let all: CompanyOfAll
beforeAll(async () => {
  all = await companyOfAll()
})
afterAll(() => all.app.close())

interface Walked {
  name: string
  method: 'GET'
  path: string
  anonymous: boolean
  ownAccount: boolean
}

function endpoints(): Walked[] {
  return Object.entries(contract).flatMap(([module, group]) =>
    Object.entries(group).map(([name, endpoint]) => {
      const { route, meta } = (endpoint as unknown as { '~orpc': { route: Omit<Walked, 'name'>; meta: Walked } })[
        '~orpc'
      ]
      const path = `/api${route.path.replaceAll(/\{[^}]+\}/g, uuid7())}`
      return {
        name: `${module}.${name}`,
        method: route.method,
        path,
        anonymous: meta.anonymous,
        ownAccount: meta.ownAccount,
      }
    }),
  )
}

async function ask({ method, path }: Walked, headers: Record<string, string> = {}) {
  const payload = method === 'GET' ? {} : { payload: {} }
  const answer = await all.app.server.inject({ method, url: path, headers, ...payload })
  return { status: answer.statusCode, code: (answer.json() as { code?: string }).code }
}

const closed = endpoints().filter(({ anonymous }) => !anonymous)
const writes = closed.filter(({ method, ownAccount }) => method !== 'GET' && !ownAccount)

describe('the whole API', () => {
  test.each(closed)('a stranger is turned away from $name before his input is looked at', async (endpoint) => {
    expect(await ask(endpoint)).toEqual({ status: 401, code: 'UNAUTHORIZED' })
  })

  test.each(writes)('an auditor changes nothing by $name', async (endpoint) => {
    const headers = { 'x-test-person': all.who('auditor').personId }
    expect(await ask(endpoint, headers)).toEqual({ status: 403, code: 'FORBIDDEN' })
  })

  it('a key that only reads writes nowhere, and no key opens the account itself', async () => {
    const { key } = await all.app
      .as({ id: all.who('owner').personId, workspaceId: all.workspaceId })
      .auth.addApiKey({ name: 'Отчёты', access: 'read' })
    const headers = { authorization: `Bearer ${key}` }
    expect((await all.app.server.inject({ url: '/api/me', headers })).statusCode).toBe(200)
    for (const endpoint of closed.filter(({ method, ownAccount }) => method !== 'GET' || ownAccount)) {
      expect({ ...endpoint, ...(await ask(endpoint, headers)) }).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    }
  })

  it('is open to strangers where it says so and nowhere else', () => {
    const open = endpoints().filter(({ anonymous }) => anonymous)
    expect(open.map(({ name }) => name)).toEqual(
      [
        'setup',
        'setUpCompany',
        'setUpDemo',
        'signIn',
        'signOut',
        'link',
        'acceptInvitation',
        'resetPassword',
        'forgotPassword',
      ]
        .map((name) => `auth.${name}`)
        .concat('leads.submitForm'),
    )
  })
})
