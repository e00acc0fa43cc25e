import { Menu, UnstyledButton } from '@mantine/core'
import IconBookmarkPlus from '@tabler/icons-react/dist/esm/icons/IconBookmarkPlus.mjs'
import IconDotsVertical from '@tabler/icons-react/dist/esm/icons/IconDotsVertical.mjs'
import IconStar from '@tabler/icons-react/dist/esm/icons/IconStar.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useState } from 'react'
import type { TableLayout } from '#web/kit/table/layout.ts'
import { say } from '#web/kit/toast.tsx'
import { type OwnView, OwnViewTabs, ViewAction, ViewBorder, ViewRow, ViewTab } from '#web/kit/view-row.tsx'
import type { ListView } from '../contract.ts'
import { type Search, useListViews } from './use-list-views.ts'
import { useListsTexts } from './use-lists-texts.ts'
import { type AskedOfView, ViewDialogs } from './view-dialogs.tsx'
import css from './view-tabs.module.css'

type Props = {
  list: string
  /** What the list shows now, as it stands in the address, without what is no filter. */
  current: Search
  viewId: string | undefined
  /** Columns as the person sees them now. */
  layout: TableLayout
  /** Puts a view's filters and order into the address; undefined: the list as it is without a view. */
  open: (view: ListView | undefined) => void
  /** Where a view lives, and what names it there: for its link. */
  path: string
  param?: string
  always?: Search
  /** The list's own views, where it has any: they stand in front instead of «all». */
  own?: readonly OwnView[] | undefined
}

/** The saved views of a list as tabs over it. */
export function ViewTabs({ list, current, viewId, layout, open, path, param = 'view', always, own }: Props) {
  const texts = useListsTexts().views
  const state = useListViews(list)
  const { views, defaultViewId } = state
  const [dialog, setDialog] = useState<AskedOfView>()
  const active = views.find(({ id }) => id === viewId)
  const isChanged = active !== undefined && !state.isSame(active, current, layout)
  const move = (view: ListView, step: -1 | 1) => {
    const ids = views.map(({ id }) => id)
    const at = ids.indexOf(view.id)
    const to = at + step
    if (to < 0 || to >= ids.length) return
    void state.order(ids.with(at, ids[to] ?? '').with(to, view.id), defaultViewId)
  }
  const copyLink = async (view: ListView) => {
    const search = new URLSearchParams({ ...always, [param]: view.id })
    await navigator.clipboard.writeText(`${window.location.origin}${path}?${search}`)
    say(texts.copied)
  }
  return (
    <ViewRow label={texts.label}>
      {own === undefined ? (
        <ViewTab isActive={active === undefined} onOpen={() => open(undefined)}>
          {texts.all}
        </ViewTab>
      ) : (
        <OwnViewTabs views={own} />
      )}
      {own !== undefined && views.length > 0 && <ViewBorder />}
      {views.map((view) => (
        <span key={view.id} className={css.slot} data-active={view.id === viewId || undefined}>
          <ViewTab
            isActive={view.id === viewId}
            title={view.shared === 'private' ? view.name : `${view.name}. ${texts.author(view.author.name)}`}
            onOpen={() => open(view)}
          >
            {view.id === defaultViewId && <IconStar size={13} aria-label={texts.isDefault} />}
            {view.shared !== 'private' && <IconUsers size={13} aria-label={texts.sharings[view.shared]} />}
            <span className={css.name}>{view.name}</span>
            {view.id === viewId && isChanged && <span className={css.changed}>{texts.changed}</span>}
          </ViewTab>
          {view.id === viewId && (
            <Menu position="bottom-start" withinPortal>
              <Menu.Target>
                <UnstyledButton className={css.more ?? ''} aria-label={texts.menu(view.name)}>
                  <IconDotsVertical size={14} />
                </UnstyledButton>
              </Menu.Target>
              <Menu.Dropdown>
                {isChanged && view.mayChange && (
                  <Menu.Item onClick={() => void state.edit(view.id, { search: current, layout })}>
                    {texts.update}
                  </Menu.Item>
                )}
                {isChanged && (
                  <Menu.Item
                    onClick={() => {
                      state.forgetLayout(view.id)
                      open(view)
                    }}
                  >
                    {texts.undoChanges}
                  </Menu.Item>
                )}
                <Menu.Item onClick={() => setDialog({ naming: 'new' })}>{texts.saveAs}</Menu.Item>
                {view.mayChange && <Menu.Item onClick={() => setDialog({ naming: view })}>{texts.rename}</Menu.Item>}
                <Menu.Item onClick={() => void copyLink(view)}>{texts.copyLink}</Menu.Item>
                <Menu.Item
                  onClick={() =>
                    void state.order(
                      views.map(({ id }) => id),
                      view.id === defaultViewId ? null : view.id,
                    )
                  }
                >
                  {view.id === defaultViewId ? texts.noDefault : texts.makeDefault}
                </Menu.Item>
                <Menu.Item onClick={() => move(view, -1)}>{texts.left}</Menu.Item>
                <Menu.Item onClick={() => move(view, 1)}>{texts.right}</Menu.Item>
                {view.mayChange && (
                  <>
                    <Menu.Divider />
                    <Menu.Item onClick={() => setDialog({ removing: view })}>{texts.remove}</Menu.Item>
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </span>
      ))}
      <ViewAction onClick={() => setDialog({ naming: 'new' })}>
        <IconBookmarkPlus size={15} aria-hidden />
        {texts.add}
      </ViewAction>
      <ViewDialogs
        state={state}
        asked={dialog}
        ask={setDialog}
        kept={() => ({ search: current, layout })}
        words={texts}
        onSaved={(view, isNew) => isNew && open(view)}
        onRemoved={() => open(undefined)}
      />
    </ViewRow>
  )
}
