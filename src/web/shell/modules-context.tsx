import { createContext, useContext } from 'react'
import {
  areas,
  type Area,
  type BarPart,
  type CardPart,
  type LiveTopic,
  type ModuleUi,
  type NavItem,
  type QuickAction,
  type SearchSource,
} from '../kit/routing.tsx'
import type { Viewer } from '../session.tsx'

export type ShellParts = {
  nav: readonly NavItem[]
  actions: readonly QuickAction[]
  searchSources: readonly SearchSource[]
  cardParts: readonly CardPart[]
  live: readonly LiveTopic[]
  barParts: readonly BarPart[]
}

const PartsContext = createContext<ShellParts>({
  nav: [],
  actions: [],
  searchSources: [],
  cardParts: [],
  live: [],
  barParts: [],
})
export const PartsProvider = PartsContext.Provider

export function useParts(): ShellParts {
  return useContext(PartsContext)
}

const allowed = (viewer: Viewer) => (part: { visibleTo?: (viewer: Viewer) => boolean }) =>
  part.visibleTo ? part.visibleTo(viewer) : true

/** What the modules declare, kept to what this person may see, in the order of areas and `order`. */
export function partsFor(viewer: Viewer, modules: readonly ModuleUi[]): ShellParts {
  const place = (item: NavItem) => areas.indexOf(item.area) * 1000 + (item.order ?? 500)
  return {
    nav: modules
      .flatMap((module) => module.nav ?? [])
      .filter(allowed(viewer))
      .toSorted((a, b) => place(a) - place(b)),
    actions: modules
      .flatMap((module) => module.actions ?? [])
      .filter(allowed(viewer))
      .toSorted((a, b) => (a.order ?? 500) - (b.order ?? 500)),
    searchSources: modules.flatMap((module) => module.searchSources ?? []).filter(allowed(viewer)),
    cardParts: modules.flatMap((module) => module.cardParts ?? []).filter(allowed(viewer)),
    live: modules.flatMap((module) => module.live ?? []),
    barParts: modules
      .flatMap((module) => module.barParts ?? [])
      .filter(allowed(viewer))
      .toSorted((a, b) => a.order - b.order),
  }
}

/** Areas that have something behind them, each with its pages. */
export function areasOf(nav: readonly NavItem[]): { area: Area; items: NavItem[] }[] {
  return areas
    .map((area) => ({ area, items: nav.filter((item) => item.area === area) }))
    .filter(({ items }) => items.length > 0)
}

/** True when the page of the item, or one under it, is open. */
export function isOpen(item: NavItem, pathname: string): boolean {
  return pathname === item.path || (item.path !== '/' && pathname.startsWith(`${item.path}/`))
}

/** The one item to mark: the longest path that fits, so that /plan does not light up on /plan/norms. */
export function openItem(nav: readonly NavItem[], pathname: string): NavItem | undefined {
  return nav.filter((item) => isOpen(item, pathname)).toSorted((a, b) => b.path.length - a.path.length)[0]
}
