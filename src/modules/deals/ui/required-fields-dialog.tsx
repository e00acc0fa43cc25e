import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { type CustomDraft, CustomInputs, customMistakes, useFields, useFieldsTexts } from '#modules/fields/ui/api.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import css from './deals.module.css'
import { type Deal, type Stage, useDealsTexts } from './use-deals.ts'

type Asked = { deal: Deal; stage: Stage; fieldIds: readonly string[] }
type Props = { asked: Asked | undefined; onCancel: () => void; onFill: (custom: CustomDraft) => void }

/** A stage asks for fields that are empty: these and no others are filled in here, and the move goes on. */
export function RequiredFieldsDialog({ asked, onCancel, onFill }: Props) {
  const texts = useDealsTexts()
  return (
    <Modal
      opened={asked !== undefined}
      onClose={onCancel}
      title={<strong>{asked && texts.required.title(asked.stage.name)}</strong>}
      size={480}
      transitionProps={{ duration: 100 }}
    >
      {asked && <RequiredForm asked={asked} onCancel={onCancel} onFill={onFill} />}
    </Modal>
  )
}

function RequiredForm({ asked: { deal, fieldIds }, onCancel, onFill }: Omit<Props, 'asked'> & { asked: Asked }) {
  const texts = useDealsTexts()
  const words = useFieldsTexts()
  const { data } = useFields('deal')
  const [values, setValues] = useState<CustomDraft>({})
  const [mistakes, setMistakes] = useState<Record<string, string>>({})
  if (!data) return <SkeletonForm fields={fieldIds.length} />
  const fields = data.fields.filter(({ id }) => fieldIds.includes(id))
  const required = new Set(fieldIds)
  return (
    <form
      className={css.dialog}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = customMistakes(fields, values, required, words)
        setMistakes(found)
        if (Object.keys(found).length === 0) onFill(values)
      }}
    >
      <p className={css.quiet}>{deal.title}</p>
      <p>{texts.required.text}</p>
      <CustomInputs
        fields={fields}
        values={values}
        onChange={(next) => {
          setValues(next)
          setMistakes({})
        }}
        people={data.people}
        required={required}
        errors={mistakes}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel}>
          {texts.form.cancel}
        </Button>
        <Button type="submit">{texts.required.move}</Button>
      </div>
    </form>
  )
}
