import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { api } from '#web/api.ts'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import type { ClientKind } from '../contract.ts'
import { can } from '../policy.ts'
import { useClientsTexts, useRefresh } from './use-clients.ts'

/** What can be done with the selected clients: into the trash, out of it, away for good. */
export function useBin(
  kind: ClientKind,
  ids: readonly string[],
  isTrash: boolean,
  onDone: () => void,
): { actions: ReactNode; dialog: ReactNode } {
  const { list: words } = useClientsTexts()
  const viewer = useViewer()
  const undo = useUndoToast()
  const refresh = useRefresh()
  const errorText = useErrorText()
  const [isPurging, setPurging] = useState(false)
  const bin = (given: { ids: string[]; deleted: boolean }) =>
    kind === 'company' ? api.clients.trashCompanies(given) : api.clients.trashContacts(given)
  const shift = async (deleted: boolean) => {
    const chosen = [...ids]
    try {
      const { count } = await bin({ ids: chosen, deleted })
      onDone()
      const foreign = count < chosen.length ? ` ${words.skipped}` : ''
      if (deleted) {
        undo({
          text: words.trashed(count) + foreign,
          onUndo: () => bin({ ids: chosen, deleted: false }).then(refresh.all),
        })
      } else say(words.restored(count) + foreign)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const purge = async () => {
    let left = 0
    for (const id of ids) {
      try {
        await (kind === 'company' ? api.clients.purgeCompany({ id }) : api.clients.purgeContact({ id }))
      } catch {
        left += 1
      }
    }
    setPurging(false)
    onDone()
    say(words.purged(ids.length - left, left), left > 0 ? 'bad' : 'plain')
  }
  return {
    actions: isTrash ? (
      <>
        <Button variant="default" onClick={() => void shift(false)}>
          {words.restore}
        </Button>
        {can(viewer, 'purge') && (
          <Button variant="default" onClick={() => setPurging(true)}>
            {words.purge}
          </Button>
        )}
      </>
    ) : (
      <Button variant="default" onClick={() => void shift(true)}>
        {words.toTrash}
      </Button>
    ),
    dialog: (
      <ConfirmDialog
        opened={isPurging}
        title={words.purge}
        text={words.purgeText(ids.length)}
        confirm={words.purge}
        danger
        onConfirm={purge}
        onCancel={() => setPurging(false)}
      />
    ),
  }
}
