import { Button, TextInput } from '@mantine/core'
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs'
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { useUndoToast } from '#web/kit/toast.tsx'
import { InlineName } from './inline-name.tsx'
import css from './settings.module.css'
import { StageList } from './stage-list.tsx'
import { type Pipeline, useReference } from './use-deals.ts'
import { useSettings } from './use-settings.ts'

/** Pipelines with their stages: what a stage is called, means, looks like, in which order they stand. */
export function PipelinesPage() {
  const { texts, words, change } = useSettings()
  const { data: reference } = useReference()
  const pipelines = useQuery({ queryKey: ['deals', 'pipelines'], queryFn: () => api.deals.pipelines({}) })
  const [adding, setAdding] = useState(false)
  const may = reference?.may.configure ?? false
  const inUse = pipelines.data?.filter(({ archived }) => !archived)
  const archived = pipelines.data?.filter((pipeline) => pipeline.archived) ?? []
  return (
    <Page
      title={texts.pipelines}
      width="narrow"
      actions={may && !adding && <Button onClick={() => setAdding(true)}>{texts.addPipeline}</Button>}
    >
      <p className={css.hint}>{may || !reference ? texts.pipelinesHint : texts.noRights}</p>
      {adding && <NewPipeline onClose={() => setAdding(false)} />}
      {pipelines.error ? (
        <ErrorState error={pipelines.error} onRepeat={() => void pipelines.refetch()} />
      ) : !inUse ? (
        <SkeletonBlock height={320} />
      ) : inUse.length === 0 ? (
        <EmptyState icon={IconRoute} title={words.empty.noPipeline} text={words.empty.noPipelineText} />
      ) : (
        inUse.map((pipeline) => <PipelineSection key={pipeline.id} pipeline={pipeline} may={may} />)
      )}
      {archived.length > 0 && (
        <Section title={texts.archived}>
          <ul className={css.plain}>
            {archived.map(({ id, name }) => (
              <li key={id}>
                {name}
                {may && (
                  <Button
                    variant="subtle"
                    onClick={() => void change(() => api.deals.editPipeline({ id, archived: false }))}
                  >
                    {texts.restore}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

function PipelineSection({ pipeline, may }: { pipeline: Pipeline; may: boolean }) {
  const { texts, change } = useSettings()
  const undo = useUndoToast()
  const archive = async () => {
    const done = await change(() => api.deals.editPipeline({ id: pipeline.id, archived: true }))
    if (!done) return
    undo({
      text: texts.archivedPipeline(pipeline.name),
      onUndo: () => change(() => api.deals.editPipeline({ id: pipeline.id, archived: false })),
    })
  }
  return (
    <Section
      title={
        may ? (
          <InlineName
            value={pipeline.name}
            label={texts.pipelineName}
            onSave={(name) => void change(() => api.deals.editPipeline({ id: pipeline.id, name }))}
          />
        ) : (
          pipeline.name
        )
      }
      actions={
        may && (
          <Button variant="subtle" leftSection={<IconArchive size={16} />} onClick={() => void archive()}>
            {texts.archivePipeline}
          </Button>
        )
      }
    >
      <StageList pipeline={pipeline} may={may} />
    </Section>
  )
}

/** A new pipeline begins with the usual three meanings; its stages are arranged afterwards. */
function NewPipeline({ onClose }: { onClose: () => void }) {
  const { texts, words, change } = useSettings()
  const [name, setName] = useState('')
  const add = async () => {
    const stages = [
      { name: words.meanings.open, meaning: 'open' as const, color: 'grey' as const },
      { name: words.meanings.won, meaning: 'won' as const, color: 'green' as const },
      { name: words.meanings.lost, meaning: 'lost' as const, color: 'red' as const },
    ]
    if (await change(() => api.deals.addPipeline({ name, stages }))) onClose()
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
        aria-label={texts.pipelineName}
        placeholder={texts.pipelineName}
        value={name}
        maxLength={200}
        autoFocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!name.trim()}>
        {texts.add}
      </Button>
      <Button variant="default" onClick={onClose}>
        {texts.cancel}
      </Button>
    </form>
  )
}
