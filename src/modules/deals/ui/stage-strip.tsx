import { Button, Menu } from '@mantine/core'
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs'
import IconArrowsMove from '@tabler/icons-react/dist/esm/icons/IconArrowsMove.mjs'
import { StageBadge, stageColor } from '#web/kit/stage-badge.tsx'
import css from './deals.module.css'
import { type Card, pipelinesInUse, type Stage, stagesInUse, useDealsTexts, useReference } from './use-deals.ts'

type Props = { card: Card; onMove: (stage: Stage) => void }

/** The way through the pipeline: stages passed, the present one, those ahead; a press moves there. */
export function StageStrip({ card, onMove }: Props) {
  const texts = useDealsTexts()
  const { data: reference } = useReference()
  const pipeline = reference?.pipelines.find(({ id }) => id === card.pipeline.id)
  const stages = stagesInUse(pipeline)
  const place = stages.findIndex(({ id }) => id === card.stage.id)
  const isOpen = card.stage.meaning === 'open'
  return (
    <div className={css.strip}>
      <ol className={css.stages} aria-label={card.pipeline.name}>
        {stages
          .filter(({ meaning }) => meaning === 'open')
          .map((stage, index) => (
            <li key={stage.id} data-state={index < place || !isOpen ? 'passed' : index === place ? 'now' : 'ahead'}>
              <button
                type="button"
                disabled={!card.may.move || stage.id === card.stage.id}
                title={stage.name}
                aria-label={stage.id === card.stage.id ? stage.name : texts.card.moveTo(stage.name)}
                aria-current={stage.id === card.stage.id ? 'step' : undefined}
                onClick={() => onMove(stage)}
              >
                <i aria-hidden style={{ background: stageColor(stage.color) }} />
                <span>{stage.name}</span>
              </button>
            </li>
          ))}
      </ol>
      <div className={css.stripEnd}>
        {!isOpen && card.may.move && <ReopenMenu card={card} stages={stages} onMove={onMove} />}
        {!isOpen && <StageBadge name={card.stage.name} color={card.stage.color} meaning={card.stage.meaning} />}
        {card.may.move && <MoveMenu card={card} stages={stages} onMove={onMove} />}
      </div>
    </div>
  )
}

/** Takes a closed deal back to work: the stage on which it goes on is chosen, the last open one first. */
function ReopenMenu({ card, stages, onMove }: Props & { stages: readonly Stage[] }) {
  const texts = useDealsTexts()
  const open = stages.filter(({ meaning }) => meaning === 'open')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconArrowBackUp size={16} />}>
          {texts.card.reopen}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css.moveMenu}>
        <Menu.Label>{card.stage.meaning === 'won' ? texts.card.reopenWon : texts.card.reopenLost}</Menu.Label>
        {open.toReversed().map((stage) => (
          <Menu.Item key={stage.id} onClick={() => onMove(stage)}>
            <StageBadge name={stage.name} color={stage.color} meaning={stage.meaning} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function MoveMenu({ card, stages, onMove }: Props & { stages: readonly Stage[] }) {
  const texts = useDealsTexts()
  const { data: reference } = useReference()
  const others = pipelinesInUse(reference).filter(({ id }) => id !== card.pipeline.id)
  const item = (stage: Stage) => (
    <Menu.Item key={stage.id} disabled={stage.id === card.stage.id} onClick={() => onMove(stage)}>
      <StageBadge name={stage.name} color={stage.color} meaning={stage.meaning} />
    </Menu.Item>
  )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" data-key="m" leftSection={<IconArrowsMove size={16} />}>
          {texts.card.move}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css.moveMenu}>
        {stages.map(item)}
        {others.map((pipeline) => (
          <div key={pipeline.id}>
            <Menu.Divider />
            <Menu.Label>{pipeline.name}</Menu.Label>
            {stagesInUse(pipeline).map(item)}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
