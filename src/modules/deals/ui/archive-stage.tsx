import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { Choice } from '#web/kit/choice.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { optionsOf } from '#web/kit/options-of.ts'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import css from './deals.module.css'
import { type Pipeline, type Stage, stagesInUse, useReference } from './use-deals.ts'
import { useSettings } from './use-settings.ts'

type Props = { stage: Stage; pipeline: Pipeline; onClose: () => void }

/** Takes a stage out of use; when deals stand on it, asks where they go. */
export function ArchiveStage({ stage, pipeline, onClose }: Props) {
  useFocusBack()
  const { texts, words, change } = useSettings()
  const errorText = useErrorText()
  const { data: reference } = useReference()
  const [target, setTarget] = useState<string | null>(null)
  const [reason, setReason] = useState<string | null>(null)
  const [deals, setDeals] = useState<number>()
  const [failure, setFailure] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const others = stagesInUse(pipeline).filter(({ id }) => id !== stage.id)
  const goesLost = others.find(({ id }) => id === target)?.meaning === 'lost' && stage.meaning !== 'lost'
  const reasons = reference?.lossReasons.filter(({ archived }) => !archived) ?? []
  // What the reader sees may be less than what stands there: the last word is the server's.
  const seen = useQuery({
    queryKey: ['deals', 'totals', { stageIds: [stage.id] }],
    queryFn: () => api.deals.totals({ stageIds: [stage.id] }),
    retry: false,
  })
  const count = deals ?? seen.data?.count ?? 0

  const archive = async () => {
    setPending(true)
    setFailure(undefined)
    try {
      await api.deals.archiveStage({
        id: stage.id,
        ...(target && { moveToStageId: target }),
        ...(goesLost && reason && { lossReasonId: reason }),
      })
      await change(async () => {})
      onClose()
    } catch (thrown) {
      const { code, data } = toApiError(thrown)
      if (code === 'STAGE_HAS_DEALS') setDeals((data as { deals: number }).deals)
      else setFailure(thrown)
    } finally {
      setPending(false)
    }
  }
  const isReady = count === 0 || (target !== null && (!goesLost || reasons.length === 0 || reason !== null))
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{texts.archiveTitle(stage.name)}</strong>}
      size={480}
      transitionProps={{ duration: 100 }}
    >
      <div className={css.dialog}>
        <p>{count === 0 ? texts.archiveEmpty : texts.archiveText(count, deals !== undefined)}</p>
        {count > 0 && (
          <Choice label={texts.moveTo} required options={optionsOf(others)} value={target} onChange={setTarget} />
        )}
        {count > 0 && goesLost && reasons.length > 0 && (
          <Choice label={words.loss.reason} required options={optionsOf(reasons)} value={reason} onChange={setReason} />
        )}
        {failure !== undefined && (
          <p role="alert" className={css.mistake}>
            {errorText(failure)}
          </p>
        )}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button loading={pending} disabled={!isReady} onClick={() => void archive()}>
            {count > 0 ? texts.confirmArchive : texts.confirmArchiveEmpty}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
