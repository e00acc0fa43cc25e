import type { ReactNode } from 'react'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import type { TableLayout } from '#web/kit/table/layout.ts'
import { say } from '#web/kit/toast.tsx'
import type { ListView } from '../contract.ts'
import type { Search, useListViews } from './use-list-views.ts'
import { useListsTexts } from './use-lists-texts.ts'
import { ViewDialog } from './view-dialog.tsx'

/** What is asked about: a name for a new view or another for this one, or whether this one goes. */
export type AskedOfView = { naming: 'new' | ListView } | { removing: ListView } | undefined

type Props = {
  state: ReturnType<typeof useListViews>
  asked: AskedOfView
  ask: (next: AskedOfView) => void
  /** What a new view keeps. */
  kept: () => { search: Search; layout: TableLayout }
  words: { removeOwn: string; removeShared: string }
  hint?: string
  more?: ReactNode
  onSaved: (view: ListView, isNew: boolean) => void
  onRemoved: () => void
}

/** The two dialogs of saved views, wherever the views themselves stand. */
export function ViewDialogs({ state, asked, ask, kept, words, hint, more, onSaved, onRemoved }: Props) {
  const texts = useListsTexts().views
  const naming = asked && 'naming' in asked ? asked.naming : undefined
  const removing = asked && 'removing' in asked ? asked.removing : undefined
  const named = naming === 'new' ? undefined : naming
  return (
    <>
      <ViewDialog
        view={named}
        opened={naming !== undefined}
        mayShare={state.mayShare}
        {...(hint !== undefined && { hint })}
        more={naming === 'new' && more}
        onClose={() => ask(undefined)}
        onSave={async (fields) => {
          const saved = named ? await state.edit(named.id, fields) : await state.add({ ...fields, ...kept() })
          ask(undefined)
          onSaved(saved, !named)
          say(texts.saved(saved.name))
        }}
      />
      <ConfirmDialog
        opened={removing !== undefined}
        title={texts.removeTitle(removing?.name ?? '')}
        text={removing?.shared === 'private' ? words.removeOwn : words.removeShared}
        confirm={texts.remove}
        danger
        onCancel={() => ask(undefined)}
        onConfirm={async () => {
          if (!removing) return
          await state.remove(removing.id)
          ask(undefined)
          onRemoved()
        }}
      />
    </>
  )
}
