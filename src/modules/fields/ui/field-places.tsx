import { Checkbox, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import css from './fields.module.css'
import { useFieldsTexts } from './use-fields.ts'

export interface Places {
  pipelineIds: string[] | null
  requiredStageIds: string[]
}

type Props = { places: Places; onChange: (places: Places) => void }

/** In which pipelines deals have the field and which stages ask for it. */
export function FieldPlaces({ places, onChange }: Props) {
  const texts = useFieldsTexts()
  const { data } = useQuery({ queryKey: ['deals', 'pipelines'], queryFn: () => api.deals.pipelines({}) })
  const pipelines = data?.filter(({ archived }) => !archived) ?? []
  const { pipelineIds, requiredStageIds } = places
  const shown = pipelines.filter(({ id }) => pipelineIds?.includes(id) ?? true)
  const setPipelines = (ids: string[] | null) => {
    const stages = new Set(
      pipelines.filter(({ id }) => ids?.includes(id) ?? true).flatMap((one) => one.stages.map(({ id }) => id)),
    )
    onChange({ pipelineIds: ids, requiredStageIds: requiredStageIds.filter((id) => stages.has(id)) })
  }
  const toggle = (ids: readonly string[], id: string, on: boolean) =>
    on ? [...ids, id] : ids.filter((one) => one !== id)
  return (
    <>
      {pipelines.length > 1 && (
        <Radio.Group
          label={texts.pipelines}
          value={pipelineIds ? 'chosen' : 'all'}
          onChange={(value) => setPipelines(value === 'all' ? null : pipelines.slice(0, 1).map(({ id }) => id))}
        >
          <div className={css.stages}>
            <Radio value="all" label={texts.allPipelines} />
            <Radio value="chosen" label={texts.chosenPipelines} />
          </div>
        </Radio.Group>
      )}
      {pipelineIds && (
        <div className={css.stages}>
          {pipelines.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={pipelineIds.includes(id)}
              disabled={pipelineIds.length === 1 && pipelineIds.includes(id)}
              onChange={(event) => setPipelines(toggle(pipelineIds, id, event.currentTarget.checked))}
            />
          ))}
        </div>
      )}
      <fieldset className={css.legend}>
        <legend>{texts.requiredAt}</legend>
        <p className={css.hint}>{texts.requiredHint}</p>
        {shown.map(({ id, name, stages }) => (
          <div key={id}>
            {pipelines.length > 1 && <p className={css.hint}>{name}</p>}
            <div className={css.stages}>
              {stages
                .filter(({ archived }) => !archived)
                .map((stage) => (
                  <Checkbox
                    key={stage.id}
                    label={stage.name}
                    checked={requiredStageIds.includes(stage.id)}
                    onChange={(event) =>
                      onChange({
                        pipelineIds,
                        requiredStageIds: toggle(requiredStageIds, stage.id, event.currentTarget.checked),
                      })
                    }
                  />
                ))}
            </div>
          </div>
        ))}
      </fieldset>
    </>
  )
}
