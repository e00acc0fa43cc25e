import { Button, Modal } from '@mantine/core'
import css from './deals.module.css'
import { type Deal, type Stage, useDealsTexts } from './use-deals.ts'

type Props = {
  opened: boolean
  deal: Deal | undefined
  stage: Stage | undefined
  onCancel: () => void
  onMove: () => void
}

/** Somebody else changed the deal before it was moved: says where it is now and lets decide. */
export function MoveConflict({ opened, deal, stage, onCancel, onMove }: Props) {
  const texts = useDealsTexts()
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={<strong>{texts.conflict.title}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      <div className={css.dialog}>
        <p>{texts.conflict.moveText(deal?.stage.name ?? '')}</p>
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
