import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { PersonPicker } from '#web/kit/choice.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { ClientKind } from '../contract.ts'
import { useClientsTexts, useOwnerOptions, useRefresh } from './use-clients.ts'

type Props = { kind: ClientKind; ids: readonly string[]; onDone: () => void }

/** Gives the selected clients to a person; can be taken back. */
export function AssignButton({ kind, ids, onDone }: Props) {
  const { list: words } = useClientsTexts()
  const refresh = useRefresh()
  const undo = useUndoToast()
  const errorText = useErrorText()
  const options = useOwnerOptions(null)
  const [opened, setOpened] = useState(false)
  const assign = async (ownerId: string) => {
    setOpened(false)
    try {
      const chosen = [...ids]
      const { count, before } = await api.clients.assignClients({ kind, ids: chosen, ownerId })
      onDone()
      const foreign = count < chosen.length ? ` ${words.skipped}` : ''
      undo({ text: words.assigned(count) + foreign, onUndo: () => giveBack(kind, before).then(refresh.all) })
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  return (
    // The list of people opens outside of the panel: a press on it is none beside it.
    <Popover opened={opened} onChange={setOpened} withinPortal shadow="md" closeOnClickOutside={false}>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpened(!opened)}>
          {words.assign}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <PersonPicker
          label={words.owner}
          options={options}
          value={null}
          onChange={(ownerId) => ownerId && void assign(ownerId)}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** To each person what was his. */
async function giveBack(kind: ClientKind, before: readonly { id: string; ownerId: string | null }[]): Promise<void> {
  for (const [ownerId, clients] of Map.groupBy(before, (client) => client.ownerId))
    await api.clients.assignClients({ kind, ids: clients.map(({ id }) => id), ownerId })
}
