import { ActionIcon, Menu } from '@mantine/core'
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useGo } from '#web/kit/routing.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { dealTarget } from './filters.ts'
import { PipelineDialog } from './pipeline-dialog.tsx'
import { type Card, pipelinesInUse, useDealsTexts, useReference } from './use-deals.ts'
import { useMove } from './use-move.tsx'
import { usePatch } from './use-patch.ts'

/** What else can be done with a deal. */
export function DealMenu({ card, onGone }: { card: Card; onGone: () => void }) {
  const texts = useDealsTexts()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const patch = usePatch()
  const go = useGo()
  const { move, dialogs } = useMove()
  const { data: reference } = useReference()
  const [moving, setMoving] = useState(false)
  const others = pipelinesInUse(reference).filter(({ id }) => id !== card.pipeline.id)
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}/deals/${card.id}`)
    say(texts.card.linkCopied)
  }
  const duplicate = async () => {
    try {
      const made = await api.deals.copy({ id: card.id, title: texts.card.copyOf(card.title).slice(0, 500) })
      patch.all()
      say(texts.card.copied(made.title))
      go(dealTarget(made.id))
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
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
        {card.may.create && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void duplicate()}>
            {texts.card.duplicate}
          </Menu.Item>
        )}
        {card.may.move && others.length > 0 && (
          <Menu.Item leftSection={<IconArrowsExchange size={16} />} onClick={() => setMoving(true)}>
            {texts.card.otherPipeline}
          </Menu.Item>
        )}
        {card.may.trash && (
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void trash()}>
            {texts.card.trash}
          </Menu.Item>
        )}
      </Menu.Dropdown>
      {moving && <PipelineDialog card={card} pipelines={others} onMove={move} onClose={() => setMoving(false)} />}
      {dialogs}
    </Menu>
  )
}
