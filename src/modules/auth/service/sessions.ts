import type { Auth } from './auth.ts'
import { type Visit, visitHeaders } from './sign-in.ts'

/** Ends the session of the request, if there is one, and takes its cookie back. */
export async function signOut(auth: Auth, visit: Visit): Promise<void> {
  const token = auth.tokenOf(visit.request)
  const { headers } = await auth.library.api.signOut({ headers: withCookie(visit), returnHeaders: true })
  visit.reply.header('set-cookie', headers.getSetCookie())
  if (token) auth.cache.forget([token])
}

/** A session that is used lives on: once a day its end and its cookie move thirty days ahead. */
export async function keepSession(auth: Auth, visit: Visit): Promise<void> {
  if (!auth.tokenOf(visit.request)) return
  const { headers } = await auth.library.api.getSession({ headers: withCookie(visit), returnHeaders: true })
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) visit.reply.header('set-cookie', cookies)
}

function withCookie(visit: Visit): Headers {
  const headers = visitHeaders(visit)
  headers.set('cookie', visit.request.headers.cookie ?? '')
  return headers
}
