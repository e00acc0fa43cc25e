import { Button, Checkbox, Menu } from '@mantine/core'
import IconBookmark from '@tabler/icons-react/dist/esm/icons/IconBookmark.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { useGo } from '#web/kit/routing.tsx'
import { noLayout } from '#web/kit/table/layout.ts'
import { say } from '#web/kit/toast.tsx'
import { useViewer } from '#web/session.tsx'
import type { ListView } from '../contract.ts'
import { filtersOf, filtersToday, sameSearch, withMovingPeriod } from './page-search.ts'
import css from './page-views.module.css'
import { useListViews } from './use-list-views.ts'
import { useListsTexts } from './use-lists-texts.ts'
import { type AskedOfView, ViewDialogs } from './view-dialogs.tsx'

/** Which page the views are of: 'kpi', 'planfact', 'funnel' …; each keeps its own. */
type Props = { page: string }

/** In the address: the page as it is, although another view opens first. */
const NONE = 'none'

/**
 * «Виды» of a page without a list: a name for the filters that its address holds, for oneself, the department or the company; one of them may
 * open first. Stands among the actions of the page and needs nothing else from it.
 */
export function PageViews({ page }: Props) {
  const texts = useListsTexts().views
  const words = useListsTexts().pageViews
  const state = useListViews(`page.${page}`)
  const { views, defaultViewId } = state
  const { today } = useViewer()
  const go = useGo()
  const address = useRouterState({ select: ({ location }) => location })
  const asked = address.search as Record<string, unknown>
  const current = filtersOf(asked)
  const asking = typeof asked.view === 'string' ? asked.view : undefined
  // The first change of a filter takes the view out of the address; it stays the chosen one, changed.
  const [activeId, setActiveId] = useState(asking)
  if (asking !== undefined && asking !== activeId) setActiveId(asking)
  const [dialog, setDialog] = useState<AskedOfView>()
  const [moves, setMoves] = useState(true)
  const active = views.find(({ id }) => id === activeId)
  const searchOf = (view: ListView) => filtersToday(view.search, today as Day)
  const isChanged = active !== undefined && !sameSearch(searchOf(active), current)
  const open = (view: ListView | undefined, how?: { replace: boolean }) => {
    go({ to: address.pathname, search: view ? { ...searchOf(view), view: view.id } : { view: NONE } }, how)
  }

  // Once, when the views are known: the view of the link, or the one that opens first where the address asks for nothing.
  const isOpened = useRef(false)
  useEffect(() => {
    if (isOpened.current || state.isPending) return
    isOpened.current = true
    const wanted = views.find(({ id }) => id === (asking ?? (Object.keys(asked).length === 0 ? defaultViewId : '')))
    if (wanted && Object.keys(current).length === 0) open(wanted, { replace: true })
    // oxlint-disable-next-line exhaustive-deps -- what the address says later is the reader's own choice
  }, [state.isPending])

  const kept = () => (moves ? withMovingPeriod(current) : current)
  const copyLink = async (view: ListView) => {
    await navigator.clipboard.writeText(`${window.location.origin}${address.pathname}?view=${view.id}`)
    say(texts.copied)
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            {active ? active.name : words.button}
            {isChanged && <small className={css.changed}>{texts.changed}</small>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {active && <Menu.Item onClick={() => open(undefined)}>{words.without}</Menu.Item>}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              leftSection={
                view.id === activeId ? <IconCheck size={14} aria-label={words.chosen} /> : <i className={css.place} />
              }
              rightSection={
                view.shared === 'private' ? undefined : <IconUsers size={14} aria-label={texts.sharings[view.shared]} />
              }
              onClick={() => open(view)}
            >
              {view.name}
              {view.id === defaultViewId && <small className={css.quiet}>{texts.isDefault}</small>}
            </Menu.Item>
          ))}
          {views.length === 0 && <p className={css.none}>{words.none}</p>}
          <Menu.Divider />
          <Menu.Item
            onClick={() => {
              setMoves(true)
              setDialog({ naming: 'new' })
            }}
          >
            {words.save}
          </Menu.Item>
          {active && (
            <>
              {isChanged && active.mayChange && (
                <Menu.Item onClick={() => void state.edit(active.id, { search: kept() })}>{texts.update}</Menu.Item>
              )}
              {isChanged && <Menu.Item onClick={() => open(active)}>{texts.undoChanges}</Menu.Item>}
              {active.mayChange && <Menu.Item onClick={() => setDialog({ naming: active })}>{texts.rename}</Menu.Item>}
              <Menu.Item onClick={() => void copyLink(active)}>{texts.copyLink}</Menu.Item>
              <Menu.Item
                onClick={() =>
                  void state.order(
                    views.map(({ id }) => id),
                    active.id === defaultViewId ? null : active.id,
                  )
                }
              >
                {active.id === defaultViewId ? words.noDefault : words.makeDefault}
              </Menu.Item>
              {active.mayChange && (
                <Menu.Item onClick={() => setDialog({ removing: active })}>{texts.remove}</Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ViewDialogs
        state={state}
        asked={dialog}
        ask={setDialog}
        kept={() => ({ search: kept(), layout: noLayout })}
        words={words}
        hint={words.sharingHint}
        more={
          current.period && (
            <Checkbox
              label={words.moving}
              description={words.movingHint}
              checked={moves}
              onChange={(event) => setMoves(event.currentTarget.checked)}
            />
          )
        }
        onSaved={({ id }) => setActiveId(id)}
        onRemoved={() => open(undefined)}
      />
    </>
  )
}
