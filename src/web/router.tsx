import { createRouter, Outlet } from '@tanstack/react-router'
import { appRoute, rootRoute, type ModuleUi } from './kit/routing.tsx'
import { parseSearch, stringifySearch } from './kit/search-text.ts'
import { CrashPage, NotFoundPage } from './shell/failure-pages.tsx'
import { SignedIn } from './shell/signed-in.tsx'

/** Joins the pages of the modules into one tree. */
export function makeRouter(parts: readonly ModuleUi[]) {
  rootRoute.update({ component: Outlet, notFoundComponent: NotFoundPage })
  appRoute.update({ component: SignedIn, errorComponent: CrashPage, notFoundComponent: NotFoundPage })
  const routeTree = rootRoute.addChildren([
    appRoute.addChildren(parts.flatMap((part) => part.pages ?? [])),
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
