import { ActionIcon, Menu } from '@mantine/core'
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconEraser from '@tabler/icons-react/dist/esm/icons/IconEraser.mjs'
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useGo } from '#web/kit/routing.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { ClientKind } from '../contract.ts'
import { MergePanel } from './merge-panel.tsx'
import { clientTarget, type Company, type Person, useClientsTexts, useRefresh } from './use-clients.ts'

/** What else can be done with a client. */
export function ClientMenu({ kind, card }: { kind: ClientKind; card: Company | Person }) {
  const { card: words } = useClientsTexts()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const refresh = useRefresh()
  const go = useGo()
  const [isMerging, setMerging] = useState(false)
  const name = 'fullName' in card ? card.fullName : card.name
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}${clientTarget(kind, card.id).to}`)
    say(words.linkCopied)
  }
  const bin = (deleted: boolean) => {
    const given = { ids: [card.id], deleted }
    return kind === 'company' ? api.clients.trashCompanies(given) : api.clients.trashContacts(given)
  }
  const trash = async () => {
    try {
      await bin(true)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
      return
    }
    refresh.all()
    undo({ text: words.trashed(name), onUndo: () => bin(false).then(refresh.all) })
    go({ to: '/clients', ...(kind === 'contact' && { search: { kind } }) })
  }
  const restore = () =>
    bin(false)
      .then(refresh.all)
      .catch((thrown: unknown) => say(errorText(thrown), 'bad'))
  const isGone = card.deletedAt !== null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={words.more} title={words.more} variant="default">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy()}>
            {words.copyLink}
          </Menu.Item>
          {card.may.merge && !isGone && (
            <Menu.Item leftSection={<IconGitMerge size={16} />} onClick={() => setMerging(true)}>
              {kind === 'company' ? words.merge : words.mergeContact}
            </Menu.Item>
          )}
          {card.may.trash && !isGone && (
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void trash()}>
              {words.toTrash}
            </Menu.Item>
          )}
          {card.may.trash && isGone && !card.mergedInto && (
            <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => void restore()}>
              {words.restore}
            </Menu.Item>
          )}
          {'erase' in card.may && card.may.erase && 'erasedAt' in card && !card.erasedAt && (
            <Menu.Item
              leftSection={<IconEraser size={16} />}
              onClick={() => go({ to: '/settings/personal-data', search: { person: card.id } })}
            >
              {words.erase}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <MergePanel
        kind={kind}
        master={isMerging ? { id: card.id, name } : undefined}
        onClose={() => setMerging(false)}
        onMerged={(masterId) => {
          setMerging(false)
          go(clientTarget(kind, masterId))
        }}
      />
    </>
  )
}
