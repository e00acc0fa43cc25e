import { Button, Modal } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import css from './deals.module.css'
import { type Deal, type Stage, useDealsTexts } from './use-deals.ts'

type Props = {
  opened: boolean
  deal: Deal | undefined
  stage: Stage | undefined
  /** Who moved or changed it, and when. */
  by: string | null
  at: string | null
  onCancel: () => void
  onMove: () => void
}

/** Somebody else changed the deal before it was moved: says where it is now and lets decide. */
export function MoveConflict({ opened, deal, stage, by, at, onCancel, onMove }: Props) {
  const texts = useDealsTexts()
  const format = useFormat()
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={<strong>{texts.conflict.title}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      <div className={css.dialog}>
        <p>
          {by && at ? texts.conflict.movedBy(by, format.dateTime(at)) : null}{' '}
          {texts.conflict.moveText(deal?.stage.name ?? '')}
        </p>
        <div className={css.buttons}>
          <Button variant="default" onClick={onCancel} data-autofocus>
            {texts.conflict.keepCurrent}
          </Button>
          {deal?.stage.id !== stage?.id && <Button onClick={onMove}>{texts.conflict.moveAnyway}</Button>}
        </div>
      </div>
    </Modal>
  )
}
