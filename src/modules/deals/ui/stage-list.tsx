import { ActionIcon, Button, Select, TextInput, UnstyledButton, Menu } from '@mantine/core'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { stageColor } from '#web/kit/stage-badge.tsx'
import { inOrderOf, stepped, useQuickChange } from '#web/kit/use-quick-change.ts'
import { type Meaning, meanings, stageColors } from '../contract.ts'
import { ArchiveStage } from './archive-stage.tsx'
import { InlineName } from './inline-name.tsx'
import css from './settings.module.css'
import { type Pipeline, type Stage, stagesInUse } from './use-deals.ts'
import { useSettings } from './use-settings.ts'

/** Stages of a pipeline in order: open ones, then won, then lost. */
export function StageList({ pipeline, may }: { pipeline: Pipeline; may: boolean }) {
  const { settle } = useSettings()
  const order = useQuickChange<Pipeline[], string[]>(['deals', 'pipelines'], {
    shown: (now, ids) =>
      now.map((one) => (one.id === pipeline.id ? { ...one, stages: inOrderOf(one.stages, ids) } : one)),
    send: (stageIds) => api.deals.orderStages({ pipelineId: pipeline.id, stageIds }),
    settle,
  })
  const [archiving, setArchiving] = useState<Stage>()
  const archived = pipeline.stages.filter((stage) => stage.archived)
  const stages = stagesInUse(pipeline)
  const shift = (index: number, step: -1 | 1) => order(stepped(stages, index, step))
  return (
    <>
      <ol className={css.stages}>
        {stages.map((stage, index) => (
          <StageLine
            key={stage.id}
            stage={stage}
            may={may}
            up={stages[index - 1]?.meaning === stage.meaning ? () => shift(index, -1) : undefined}
            down={stages[index + 1]?.meaning === stage.meaning ? () => shift(index, 1) : undefined}
            onArchive={() => setArchiving(stage)}
          />
        ))}
      </ol>
      {may && <AddStage pipelineId={pipeline.id} />}
      {archived.length > 0 && <ArchivedStages stages={archived} may={may} />}
      {archiving && <ArchiveStage stage={archiving} pipeline={pipeline} onClose={() => setArchiving(undefined)} />}
    </>
  )
}

function ArchivedStages({ stages, may }: { stages: readonly Stage[]; may: boolean }) {
  const { texts, change } = useSettings()
  return (
    <>
      <p className={css.hint}>{texts.archivedStages}</p>
      <ul className={css.plain}>
        {stages.map(({ id, name }) => (
          <li key={id}>
            <span>{name}</span>
            {may && (
              <Button
                variant="subtle"
                aria-label={`${texts.restore}: ${name}`}
                onClick={() => void change(() => api.deals.editStage({ id, archived: false }))}
              >
                {texts.restore}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

type LineProps = {
  stage: Stage
  may: boolean
  up: (() => void) | undefined
  down: (() => void) | undefined
  onArchive: () => void
}

function StageLine({ stage, may, up, down, onArchive }: LineProps) {
  const { texts, words, change } = useSettings()
  const edit = (given: Omit<Parameters<typeof api.deals.editStage>[0], 'id'>) =>
    void change(() => api.deals.editStage({ id: stage.id, ...given }))
  if (!may) {
    return (
      <li>
        <i className={css.swatch} style={{ background: stageColor(stage.color) }} aria-hidden />
        <span>{stage.name}</span>
        <span className={css.hint}>{words.meanings[stage.meaning]}</span>
      </li>
    )
  }
  return (
    <li>
      <Menu position="bottom-start">
        <Menu.Target>
          <UnstyledButton
            className={css.swatchButton}
            aria-label={`${texts.color}: ${texts.colors[stage.color] ?? stage.color}`}
            title={texts.color}
          >
            <i className={css.swatch} style={{ background: stageColor(stage.color) }} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {stageColors.map((color) => (
            <Menu.Item
              key={color}
              leftSection={<i className={css.swatch} style={{ background: stageColor(color) }} />}
              onClick={() => edit({ color })}
            >
              {texts.colors[color]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <InlineName value={stage.name} label={texts.stageName} onSave={(name) => edit({ name })} />
      <Select
        className={css.meaning ?? ''}
        aria-label={`${texts.meaning}: ${stage.name}`}
        data={meanings.map((value) => ({ value, label: words.meanings[value] }))}
        value={stage.meaning}
        allowDeselect={false}
        onChange={(value) => value && value !== stage.meaning && edit({ meaning: value })}
      />
      <span className={css.tools}>
        <ActionIcon aria-label={`${texts.up}: ${stage.name}`} title={texts.up} data-off={!up || undefined} onClick={up}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={`${texts.down}: ${stage.name}`}
          title={texts.down}
          data-off={!down || undefined}
          onClick={down}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon aria-label={`${texts.archive}: ${stage.name}`} title={texts.archive} onClick={onArchive}>
          <IconArchive size={16} />
        </ActionIcon>
      </span>
    </li>
  )
}

function AddStage({ pipelineId }: { pipelineId: string }) {
  const { texts, words, change } = useSettings()
  const [name, setName] = useState('')
  const [meaning, setMeaning] = useState<Meaning>('open')
  const add = async () => {
    const color = meaning === 'won' ? 'green' : meaning === 'lost' ? 'red' : 'blue'
    if (await change(() => api.deals.addStage({ pipelineId, name, meaning, color })))
      setName((now) => (now === name ? '' : now))
  }
  return (
    <form
      className={css.addLine}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) void add()
      }}
    >
      <TextInput
        aria-label={texts.stageName}
        placeholder={texts.stageName}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        className={css.meaning ?? ''}
        aria-label={texts.meaning}
        data={meanings.map((value) => ({ value, label: words.meanings[value] }))}
        value={meaning}
        allowDeselect={false}
        onChange={(value) => value && setMeaning(value)}
      />
      <Button type="submit" variant="default" disabled={!name.trim()}>
        {texts.addStage}
      </Button>
    </form>
  )
}
