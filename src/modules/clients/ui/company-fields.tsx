import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import { CompanyEditor } from './company-choice.tsx'
import css from './clients.module.css'
import { Fact, InlineField } from '#web/field-edit/inline-field.tsx'
import { TextEditor } from '#web/kit/inline-editors.tsx'
import { CustomFields, type FieldsProps, MoreFields, NumberFields, OwnerField, TextField } from './shared-fields.tsx'
import { type Company, companyTarget, useChoices, useClientsTexts } from './use-clients.ts'

/** The fields of a company, each edited in its place. */
export function CompanyFields({ card, edit }: FieldsProps<Company>) {
  const texts = useClientsTexts()
  const { fields } = texts
  const format = useFormat()
  const { data: choices } = useChoices()
  const given = { card, edit }
  return (
    <div className={css.fields}>
      <InlineField
        name="name"
        label={fields['name'] ?? ''}
        edit={edit}
        may={card.may.edit}
        editor={(editor) => (
          <TextEditor editor={editor} label={fields['name'] ?? ''} value={card.name} changes={(name) => ({ name })} />
        )}
      >
        {card.name}
      </InlineField>
      <TextField {...given} name="inn" value={card.inn} />
      <TextField {...given} name="kpp" value={card.kpp} />
      <NumberFields {...given} />
      <OwnerField {...given} />
      <TextField {...given} name="industry" value={card.industry} list={choices?.industries} />
      <TextField {...given} name="region" value={card.region} list={choices?.regions} />
      <TextField {...given} name="legalAddress" value={card.legalAddress} />
      <TextField {...given} name="actualAddress" value={card.actualAddress} />
      <InlineField
        name="parentId"
        label={fields['parent'] ?? ''}
        edit={edit}
        may={card.may.edit}
        links={
          card.parent && (
            <Link {...companyTarget(card.parent.id)} className={css.act}>
              {texts.likely.open}
            </Link>
          )
        }
        editor={(editor) => (
          <CompanyEditor
            editor={editor}
            label={fields['parent'] ?? ''}
            company={card.parent}
            except={card.id}
            field="parentId"
          />
        )}
      >
        {card.parent?.name}
      </InlineField>
      <CustomFields {...given} kind="company" />
      <MoreFields {...given} />
      <Fact label={texts.card.created}>{format.dateTime(card.createdAt)}</Fact>
      {card.external && <Fact label={texts.card.external}>{`${card.external.source} · ${card.external.id}`}</Fact>}
    </div>
  )
}
