import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Choice } from '#web/kit/choice.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import css from './deals.module.css'
import { useDealsTexts, useReference } from './use-deals.ts'

type Props = {
  opened: boolean
  title: string
  onCancel: () => void
  onChoose: (loss: { lossReasonId: string; lossComment?: string; lossCompetitorId?: string }) => void
}

/** Asks why a deal is lost; Escape leaves the deal where it was. */
export function LossDialog({ opened, title, onCancel, onChoose }: Props) {
  const texts = useDealsTexts()
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={<strong>{texts.loss.title}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      <LossForm title={title} onCancel={onCancel} onChoose={onChoose} />
    </Modal>
  )
}

function LossForm({ title, onCancel, onChoose }: Omit<Props, 'opened'>) {
  const texts = useDealsTexts()
  const { data: reference } = useReference()
  const [reason, setReason] = useState<string | null>(null)
  const [comment, setComment] = useState('')
  const [competitor, setCompetitor] = useState<string | null>(null)
  const options = optionsOf(reference?.lossReasons.filter(({ archived }) => !archived))
  const competitors = optionsOf(reference?.competitors.filter(({ archived }) => !archived))
  return (
    <form
      className={css.dialog}
      onSubmit={(event) => {
        event.preventDefault()
        if (!reason) return
        onChoose({
          lossReasonId: reason,
          ...(comment.trim() && { lossComment: comment.trim() }),
          ...(competitor && { lossCompetitorId: competitor }),
        })
      }}
    >
      <p className={css.quiet}>{title}</p>
      <Choice label={texts.loss.reason} required options={options} value={reason} onChange={setReason} />
      {competitors.length > 0 && (
        <Choice
          label={texts.loss.competitor}
          options={competitors}
          clearable
          value={competitor}
          onChange={setCompetitor}
        />
      )}
      <Textarea
        label={texts.loss.comment}
        placeholder={texts.loss.commentPlaceholder}
        value={comment}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel}>
          {texts.form.cancel}
        </Button>
        <Button type="submit" disabled={!reason}>
          {texts.loss.confirm}
        </Button>
      </div>
    </form>
  )
}
