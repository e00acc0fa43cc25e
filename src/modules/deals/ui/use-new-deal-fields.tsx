import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import {
  type CustomDraft,
  CustomInputs,
  customMistakes,
  shownFields,
  useFields,
  useFieldsTexts,
} from '#modules/fields/ui/api.tsx'
import { useDealsTexts } from './use-deals.ts'

/** So many fields that are not required stand in the form at once; the rest opens on demand. */
const AT_ONCE = 2

interface Given {
  pipelineId: string | undefined
  stageId: string | undefined
  values: CustomDraft
  onChange: (values: CustomDraft) => void
}

/**
 * The company's own fields in the form of a new deal: those that the stage asks for first. Gives the inputs to draw, `check` that says whether they
 * may be sent, and the values of this pipeline's fields.
 */
export function useNewDealFields({ pipelineId, stageId, values, onChange }: Given) {
  const { form: words } = useDealsTexts()
  const fieldWords = useFieldsTexts()
  const { data } = useFields('deal')
  const [mistakes, setMistakes] = useState<Record<string, string>>({})
  const [showsAll, setShowsAll] = useState(false)
  const fields = shownFields(data, pipelineId ?? null)
  const isRequired = ({ requiredStageIds }: (typeof fields)[number]) => requiredStageIds.includes(stageId ?? '')
  const required = new Set(fields.filter(isRequired).map(({ id }) => id))
  const ordered = [...fields.filter(isRequired), ...fields.filter((field) => !isRequired(field))]
  const atOnce = ordered.filter(
    ({ id }, index) => showsAll || index < required.size + AT_ONCE || values[id] !== undefined,
  )
  const inputs: ReactNode = (
    <>
      <CustomInputs
        fields={atOnce}
        values={values}
        onChange={(next) => {
          onChange(next)
          setMistakes({})
        }}
        people={data?.people}
        required={required}
        errors={mistakes}
      />
      {atOnce.length < fields.length && (
        <Button variant="subtle" style={{ alignSelf: 'flex-start' }} onClick={() => setShowsAll(true)}>
          {words.moreFields(fields.length - atOnce.length)}
        </Button>
      )}
    </>
  )
  return {
    inputs,
    check(): boolean {
      const found = customMistakes(fields, values, required, fieldWords)
      setMistakes(found)
      return Object.keys(found).length === 0
    },
    custom: Object.fromEntries(
      fields.flatMap(({ id }) => {
        const value = values[id]
        return value === undefined || value === null ? [] : [[id, value] as const]
      }),
    ),
  }
}
