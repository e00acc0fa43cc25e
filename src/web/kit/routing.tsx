import {
  createRootRoute,
  createRoute,
  Link as RouterLink,
  lazyRouteComponent,
  useNavigate,
  useParams,
  useRouter,
  useSearch,
  type AnyRoute,
} from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType, CSSProperties, MouseEvent, ReactNode } from 'react'
import { useMemo } from 'react'
import type { z } from 'zod'
import type { Language } from '#core/i18n/language.ts'
import type { Viewer } from '../session.tsx'
import type { LayoutServer } from './table/layouts.ts'
import { parseLeniently, stringifySearch, withoutDefaults, type Search } from './search-text.ts'

/** Parent of pages that need no sign-in (sign-in, invitation, first visit). */
export const rootRoute = createRootRoute()
/** Parent of every page inside the shell; its component and gate are set in router.tsx. */
export const appRoute = createRoute({ getParentRoute: () => rootRoute, id: 'app' })

/** A place in the product: a path and its filters. */
export type Target = { to: string; search?: Search | undefined }

export type Label = Record<Language, string>

export const areas = ['bridge', 'sales', 'analytics', 'plan', 'cycle', 'team', 'reports', 'settings'] as const
export type Area = (typeof areas)[number]

export type NavIcon = ComponentType<{ size?: number | string; stroke?: number | string }>

/** One line of the navigation. A module without a page that works declares none. */
export type NavItem = {
  area: Area
  path: string
  label: Label
  icon: NavIcon
  /** Place within the area, 10, 20, 30 …, as in DESIGN's list. */
  order?: number
  /** A slot of the phone's bottom bar. */
  phone?: 'today' | 'deals' | 'tasks'
  visibleTo?: (viewer: Viewer) => boolean
}

/** Something one can start from anywhere: Ctrl+K, «Добавить» of the phone. */
export type QuickAction = {
  id: string
  label: Label
  icon: NavIcon
  target: Target
  /** What is done every day stands first: 10, 20, 30 …; without it after those that have one. */
  order?: number
  /** It is about one's own account: found by Ctrl+K, but not among what one may add. */
  account?: boolean
  visibleTo?: (viewer: Viewer) => boolean
}

/** `group`: the heading that it stands under; that of its source when absent. */
export type SearchHit = { id: string; title: string; detail?: string; group?: string; target: Target }

/** Where Ctrl+K looks for records; `find` gives the best ten or fewer. */
export type SearchSource = {
  id: string
  label: Label
  find: (text: string, signal: AbortSignal) => Promise<SearchHit[]>
  visibleTo?: (viewer: Viewer) => boolean
}

export type CardName = 'deal' | 'company' | 'contact' | 'person'

/** What a piece of a card is told: whose card it is and whether the viewer may change it. */
export type CardPartProps = { id: string; mayEdit: boolean }

/** A piece that a module adds to another module's card, which does not know who adds to it (`kit/card-parts.tsx`). */
export type CardPart = {
  card: CardName
  id: string
  label: Label
  /** `top`: a line under the head; `side`: below the fields; `tab`: a tab of its own; `cell`: a column of the list of such records. */
  place: 'top' | 'side' | 'tab' | 'cell'
  /** Of a column: explains it on hover of the header, and its pixels. */
  hint?: Label
  width?: number
  /** Place among its neighbours, 10, 20, 30 …; a card's own tabs stand at 100, 200, 300. */
  order: number
  /** Made by `piece`. */
  Piece: ComponentType<CardPartProps>
  visibleTo?: (viewer: Viewer) => boolean
}

/** What a module shows of a kind of record, so that a change by somebody else appears in it (`web/live`). */
export type LiveTopic = {
  /** As the server announces it: 'deal', 'task', 'lead' … */
  topic: string
  /** Beginnings of the keys of queries that are old then. */
  keys: readonly (readonly unknown[])[]
  /** For a few named records: puts them in place without asking for whole lists. What it throws makes the keys be asked anew. */
  patch?: (client: QueryClient, ids: readonly string[]) => Promise<void>
  /** Heavy answers are not asked for more often; a second when absent. */
  atMostEveryS?: number
}

/** A piece of the top bar, beside the account. */
export type BarPart = {
  id: string
  order: number
  /** Made by `barPiece`. */
  Piece: ComponentType
  visibleTo?: (viewer: Viewer) => boolean
}

/** What `#modules/<name>/ui/routes.tsx` exports, name by name. */
export type ModuleUi = {
  nav?: readonly NavItem[]
  pages?: readonly AnyRoute[]
  publicPages?: readonly AnyRoute[]
  actions?: readonly QuickAction[]
  searchSources?: readonly SearchSource[]
  cardParts?: readonly CardPart[]
  live?: readonly LiveTopic[]
  barParts?: readonly BarPart[]
  /** Where tables keep their columns for the person; one module has it. */
  tableLayouts?: LayoutServer
}

type PageModule = Record<string, ComponentType>

/** A component that is loaded when first shown: `piece(() => import('./deal-tasks.tsx'), 'DealTasks')`. */
export function piece<M extends Record<string, ComponentType<CardPartProps>>>(
  load: () => Promise<M>,
  name: keyof M & string,
): ComponentType<CardPartProps> {
  return lazyRouteComponent(load, name) as ComponentType<CardPartProps>
}

/** A piece of the top bar, loaded after the first picture. */
export function barPiece<M extends PageModule>(load: () => Promise<M>, name: keyof M & string): ComponentType {
  return lazyRouteComponent(load, name) as ComponentType
}

/** A page inside the shell, loaded when first opened: `page('/deals/$dealId', () => import('./deal-page.tsx'), 'DealPage')`. */
export function page<M extends PageModule>(path: string, load: () => Promise<M>, name: keyof M & string): AnyRoute {
  return createRoute({ getParentRoute: () => appRoute, path, component: lazyRouteComponent(load, name) as never })
}

/** A page without the shell and without sign-in. */
export function publicPage<M extends PageModule>(
  path: string,
  load: () => Promise<M>,
  name: keyof M & string,
): AnyRoute {
  return createRoute({ getParentRoute: () => rootRoute, path, component: lazyRouteComponent(load, name) as never })
}

/**
 * The page's filters, kept in the address. Takes a zod object whose fields are optional or have defaults, gives
 * `[filters, change]`. A value that the schema refuses is dropped, never an error; defaults stay out of the address.
 */
export function useSearchState<S extends z.ZodObject>(
  schema: S,
): [z.output<S>, (patch: Partial<z.output<S>>, how?: { replace?: boolean }) => void] {
  const raw: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const filters = useMemo(() => parseLeniently(schema, raw), [schema, raw])
  const change = (patch: Partial<z.output<S>>, { replace = true }: { replace?: boolean } = {}) => {
    const search = withoutDefaults(schema, { ...filters, ...patch })
    void navigate({ to: '.', search: search, replace })
  }
  return [filters, change]
}

/** A part of the path: `usePathParam('dealId')` on `/deals/$dealId`. */
export function usePathParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  const value = params[name]
  if (value === undefined) throw new Error(`The path has no $${name}`)
  return value
}

/** Goes to a place from code. */
export function useGo(): (target: Target, how?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return ({ to, search }, { replace = false } = {}) =>
    void navigate({ to, search: (search ?? {}) as never, replace } as never)
}

type LinkProps = Target & {
  children: ReactNode
  className?: string | undefined
  style?: CSSProperties | undefined
  title?: string | undefined
  'aria-label'?: string | undefined
  onClick?: (() => void) | undefined
  /** Where a page and one under it stand side by side, only one of them is open. */
  activeOptions?: { exact: boolean; includeSearch: boolean }
}

/** A link up to where one is looks as any other link. */
const NO_OWN_LOOK = {}

/** A link inside the product; the page behind it is fetched on hover. */
export function Link({ to, search, ...rest }: LinkProps) {
  return <RouterLink to={to} search={search ?? {}} preload="intent" activeProps={NO_OWN_LOOK} {...(rest as object)} />
}

/**
 * A link of a list's row: as `Link`, but without following the state of the router, of which a list that is scrolled would make hundreds. Its page is
 * fetched when the pointer rests on it.
 */
export function RowLink({
  to,
  search,
  className,
  children,
}: Pick<LinkProps, 'to' | 'search' | 'className' | 'children'>) {
  const router = useRouter()
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    const isOther = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    if (isOther || event.defaultPrevented) return
    event.preventDefault()
    void router.navigate({ to, search: (search ?? {}) as never } as never)
  }
  return (
    <a
      href={to + stringifySearch(search ?? {})}
      className={className}
      onClick={follow}
      onMouseEnter={() => void router.preloadRoute({ to, search: (search ?? {}) as never } as never).catch(() => {})}
    >
      {children}
    </a>
  )
}
