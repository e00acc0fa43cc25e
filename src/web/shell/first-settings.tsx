import { Navigate } from '@tanstack/react-router'
import { NotFoundPage } from './failure-pages.tsx'
import { useParts } from './modules-context.tsx'

/** `/settings` typed by hand: the first page of settings that this person may open; who has none of the company's comes to his own. */
export function FirstSettings() {
  const { nav, actions } = useParts()
  const own = actions.find(({ account }) => account)?.target.to
  const first = nav.find(({ area }) => area === 'settings')?.path ?? own
  return first ? <Navigate to={first} replace /> : <NotFoundPage />
}
