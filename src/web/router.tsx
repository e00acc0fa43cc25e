import { createRouter, Outlet } from '@tanstack/react-router'
import { appRoute, page, rootRoute, type ModuleUi } from './kit/routing.tsx'
import { parseSearch, stringifySearch } from './kit/search-text.ts'
import { CrashPage, NotFoundPage } from './shell/failure-pages.tsx'
import { SignedIn } from './shell/signed-in.tsx'

/** An address that no page has: said inside of the shell, so that all the rest stays at hand. */
const unknown = page('/$', () => Promise.resolve({ NotFoundPage }), 'NotFoundPage')
const settings = page('/settings', () => import('./shell/first-settings.tsx'), 'FirstSettings')

/** Joins the pages of the modules into one tree. */
export function makeRouter(parts: readonly ModuleUi[]) {
  rootRoute.update({ component: Outlet, notFoundComponent: NotFoundPage })
  appRoute.update({ component: SignedIn, errorComponent: CrashPage, notFoundComponent: NotFoundPage })
  const routeTree = rootRoute.addChildren([
    appRoute.addChildren([settings, unknown, ...parts.flatMap((part) => part.pages ?? [])]),
    ...parts.flatMap((part) => part.publicPages ?? []),
  ])
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: false,
  })
}
