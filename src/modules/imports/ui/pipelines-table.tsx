import { Select, TextInput } from '@mantine/core'
import { Section } from '#web/kit/page.tsx'
import css from './imports.module.css'
import { type Mapping, type Matching, useImportTexts } from './use-imports.ts'

const NEW = 'new'

export interface MatchProps {
  mapping: Mapping
  matching: Matching
  onChange: (part: Partial<Mapping>) => void
}

/** To which pipeline each pipeline of the file goes. */
export function PipelinesTable({ mapping, matching, onChange }: MatchProps) {
  const texts = useImportTexts()
  const options = [
    ...matching.pipelines.map(({ id, name }) => ({ value: id, label: name })),
    { value: NEW, label: texts.match.newPipeline },
  ]
  const isHere = (name: string) =>
    matching.pipelines.some((one) => one.name.trim().toLowerCase() === name.trim().toLowerCase())
  const set = (value: string, to: Mapping['pipelines'][number]['to']) => {
    const pipelines = mapping.pipelines.map((one) => (one.value === value ? { value, to } : one))
    // Stages of another pipeline are other stages: those that were matched must be matched anew.
    const known = 'pipelineId' in to ? matching.pipelines.find(({ id }) => id === to.pipelineId)?.stages : undefined
    const stages = mapping.stages.flatMap((stage) => {
      if (stage.pipeline !== value) return [stage]
      const name = 'stageId' in stage.to ? stageName(matching, stage.to.stageId) : stage.to.name
      const same = known?.find((one) => one.name.toLowerCase() === (stage.value || name).toLowerCase())
      if (same) return [{ ...stage, to: { stageId: same.id } }]
      if (!('stageId' in stage.to)) return [stage]
      const old = matching.pipelines
        .flatMap(({ stages: all }) => all)
        .find(({ id }) => 'stageId' in stage.to && id === stage.to.stageId)
      return old ? [{ ...stage, to: { name: stage.value || old.name, meaning: old.meaning, position: 50 } }] : []
    })
    onChange({ pipelines, stages })
  }
  return (
    <Section title={texts.match.pipelines} flush>
      <table className={css.table}>
        <tbody>
          {mapping.pipelines.map(({ value, to }) => (
            <tr key={value}>
              <td>{value || texts.match.wholeFile}</td>
              <td>
                <div className={css.target}>
                  <Select
                    aria-label={`${texts.match.to}: ${value || texts.match.wholeFile}`}
                    data={options}
                    value={'pipelineId' in to ? to.pipelineId : NEW}
                    allowDeselect={false}
                    onChange={(id) =>
                      set(
                        value,
                        id === NEW || id === null ? { name: value || texts.match.newPipeline } : { pipelineId: id },
                      )
                    }
                  />
                  {'name' in to && (
                    <TextInput
                      aria-label={texts.match.pipelineName}
                      value={to.name}
                      maxLength={200}
                      {...(isHere(to.name) && { error: texts.match.pipelineIsHere })}
                      onChange={(event) => {
                        const name = event.currentTarget.value
                        onChange({
                          pipelines: mapping.pipelines.map((one) =>
                            one.value === value ? { value, to: { name } } : one,
                          ),
                        })
                      }}
                    />
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function stageName(matching: Matching, id: string): string {
  return matching.pipelines.flatMap(({ stages }) => stages).find((stage) => stage.id === id)?.name ?? ''
}
