import { Button } from '@mantine/core'
import { useState } from 'react'
import { FieldEditor, FieldText, shownFields, useFields } from '#modules/fields/ui/api.tsx'
import css from './deals.module.css'
import { Fact, InlineField } from '#web/field-edit/inline-field.tsx'
import type { DealEdit } from './use-deal-edit.ts'
import { type Card, useDealsTexts } from './use-deals.ts'

/** So many empty fields stand open; more are one press away. */
const FEW = 2

/** The company's own fields of a deal, each edited in its place, and the columns of the file that it came with. */
export function CustomFields({ card, edit }: { card: Card; edit: DealEdit }) {
  const texts = useDealsTexts()
  const { data } = useFields('deal')
  const [showsEmpty, setShowsEmpty] = useState(false)
  const fields = shownFields(data, card.pipeline.id)
  const isKept = ({ id, requiredStageIds }: (typeof fields)[number]) =>
    card.custom[id] !== undefined || requiredStageIds.length > 0
  const empty = fields.filter((field) => !isKept(field))
  const hides = !showsEmpty && empty.length > FEW
  return (
    <>
      {(hides ? fields.filter(isKept) : fields).map((field) => (
        <InlineField
          key={field.id}
          name={`custom.${field.id}`}
          label={field.name}
          hint={field.hint}
          edit={edit}
          may={card.may.edit}
          acts={field.kind === 'link'}
          editor={({ save, cancel }) => (
            <FieldEditor
              field={field}
              value={card.custom[field.id]}
              people={data?.people}
              onSave={(value) => save({ custom: { [field.id]: value } })}
              onCancel={cancel}
            />
          )}
        >
          {card.custom[field.id] !== undefined && (
            <FieldText field={field} value={card.custom[field.id]} people={data?.people} />
          )}
        </InlineField>
      ))}
      {hides && (
        <Button variant="subtle" size="compact-sm" className={css.moreFields ?? ''} onClick={() => setShowsEmpty(true)}>
          {texts.card.emptyFields(empty.length)}
        </Button>
      )}
      {card.fileColumns.map(({ name, text }) => (
        <Fact key={name} label={name} hint={texts.card.fromFile}>
          {text}
        </Fact>
      ))}
    </>
  )
}
