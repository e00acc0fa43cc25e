import type { TestApp } from './testing.ts'

/** A browser or a program of tests: remembers its cookies, asks by addresses, gives status and body. */
export function visitor(app: TestApp, headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>()

  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
    own: Record<string, string> = {},
  ) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.server.inject({
      method,
      url: `/api${path}`,
      headers: { 'x-language': 'ru', ...(cookie && { cookie }), ...headers, ...own },
      ...(payload && { payload }),
    })
    for (const one of [answer.headers['set-cookie'] ?? []].flat()) {
      const [pair = '', ...attributes] = one.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (value === '' || attributes.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
  }

  return {
    cookies,
    ask,
    get: (path: string) => ask('GET', path),
    post: (path: string, payload: object = {}, own?: Record<string, string>) => ask('POST', path, payload, own),
    patch: (path: string, payload: object) => ask('PATCH', path, payload),
    put: (path: string, payload: object) => ask('PUT', path, payload),
    delete: (path: string) => ask('DELETE', path),
  }
}
