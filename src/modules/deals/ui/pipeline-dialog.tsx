import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { Choice } from '#web/kit/choice.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import css from './deals.module.css'
import { type Card, type Pipeline, type Stage, stagesInUse, useDealsTexts } from './use-deals.ts'

type Props = {
  card: Card
  pipelines: readonly Pipeline[]
  onMove: (card: Card, stage: Stage) => void
  onClose: () => void
}

/** Moves a deal to another pipeline: first which one, then on which of its stages it goes on. */
export function PipelineDialog({ card, pipelines, onMove, onClose }: Props) {
  useFocusBack()
  const texts = useDealsTexts()
  const words = texts.otherPipeline
  const [pipelineId, setPipelineId] = useState(pipelines[0]?.id ?? null)
  const stages = stagesInUse(pipelines.find(({ id }) => id === pipelineId))
  const [chosen, setChosen] = useState<string | null>(null)
  const stage = stages.find(({ id }) => id === chosen) ?? stages[0]
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{words.title}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      <div className={css.dialog}>
        <p className={css.quiet}>{words.text(card.pipeline.name)}</p>
        <Choice label={words.pipeline} options={optionsOf(pipelines)} value={pipelineId} onChange={setPipelineId} />
        <Choice label={words.stage} options={optionsOf(stages)} value={stage?.id ?? null} onChange={setChosen} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {texts.form.cancel}
          </Button>
          <Button
            disabled={!stage}
            onClick={() => {
              if (stage) onMove(card, stage)
              onClose()
            }}
          >
            {texts.card.move}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
