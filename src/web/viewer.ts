import type { TimeZone } from '#core/calendar/day.ts'
import type { Language } from '#core/i18n/language.ts'
import { ApiError } from './api-error.ts'
import { forgetDrafts } from './kit/drafts.ts'
import { forgetAnswers, recallAnswers } from './pwa/query-memory.ts'
import { queryClient } from './query-client.ts'
import type { Role, Viewer } from './session.tsx'
import { storedText, storeText } from './stored-text.ts'

/** What GET /api/me gives and the frame needs. */
type Me = {
  id: string
  fullName: string
  email: string | null
  role: Role
  departmentId: string | null
  language: Language
  workspace: { name: string; timeZone: TimeZone; currency: string; isDemo: boolean }
  today: string
}

const KEPT_AS = 'mostik.viewer'
const LAST_PERSON = 'mostik.person'

/** Asks the server who is signed in; null for a stranger. Without a network it is whoever was here last: the server asks again at the first answer. */
export async function loadViewer(): Promise<Viewer | null> {
  const answer = await fetch('/api/me', { headers: { accept: 'application/json' } }).catch((error: unknown) => {
    const kept = storedText(KEPT_AS)
    if (kept) return kept
    throw error
  })
  if (typeof answer === 'string') {
    const viewer = JSON.parse(answer) as Viewer
    await recallAnswers(queryClient, viewer.id)
    window.addEventListener('online', () => void queryClient.invalidateQueries({ queryKey: ['viewer'] }), {
      once: true,
    })
    return viewer
  }
  if (answer.status === 401) {
    storeText(KEPT_AS, null)
    await forgetAnswers()
    return null
  }
  if (!answer.ok) throw new ApiError('UNEXPECTED', answer.status)
  const viewer = viewerOf((await answer.json()) as Me)
  if ((storedText(LAST_PERSON) ?? viewer.id) !== viewer.id) forgetDrafts()
  storeText(LAST_PERSON, viewer.id)
  storeText(KEPT_AS, JSON.stringify(viewer))
  return viewer
}

function viewerOf(me: Me): Viewer {
  return {
    id: me.id,
    name: me.fullName,
    email: me.email ?? '',
    role: me.role,
    departmentId: me.departmentId,
    companyName: me.workspace.name,
    currency: me.workspace.currency,
    timeZone: me.workspace.timeZone,
    isDemo: me.workspace.isDemo,
    language: me.language,
    today: me.today,
  }
}

/** Keeps the language in the account: letters are written in it, and every browser speaks it. */
export async function keepLanguage(language: Language): Promise<void> {
  await fetch('/api/me', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language }),
    // Whoever reloads at once finds it kept.
    keepalive: true,
  })
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  storeText(KEPT_AS, null)
  forgetDrafts()
  await forgetAnswers()
  await fetch('/api/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
}
