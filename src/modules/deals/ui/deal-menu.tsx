import { ActionIcon, Menu } from '@mantine/core'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { api } from '#web/api.ts'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { type Card, useDealsTexts } from './use-deals.ts'
import { usePatch } from './use-patch.ts'

/** What else can be done with a deal. */
export function DealMenu({ card, onGone }: { card: Card; onGone: () => void }) {
  const texts = useDealsTexts()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const patch = usePatch()
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}/deals/${card.id}`)
    say(texts.card.linkCopied)
  }
  const trash = async () => {
    try {
      await api.deals.trash({ ids: [card.id], deleted: true })
    } catch (thrown) {
      say(errorText(thrown), 'bad')
      return
    }
    patch.remove(card)
    patch.settle(card.id)
    undo({
      text: texts.card.trashed(card.title),
      onUndo: async () => {
        await api.deals.trash({ ids: [card.id], deleted: false })
        patch.all()
      },
    })
    onGone()
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={texts.card.more} title={texts.card.more}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy()}>
          {texts.card.copyLink}
        </Menu.Item>
        {card.may.trash && (
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void trash()}>
            {texts.card.trash}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
