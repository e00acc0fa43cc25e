import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import css from './clients.module.css'
import { CompanyEditor } from './company-choice.tsx'
import { ConsentsEditor, ConsentsText } from './consents.tsx'
import { Fact, InlineField } from '#web/field-edit/inline-field.tsx'
import { TextEditor } from '#web/kit/inline-editors.tsx'
import { CustomFields, type FieldsProps, MoreFields, NumberFields, OwnerField, TextField } from './shared-fields.tsx'
import { companyTarget, type Person, useClientsTexts } from './use-clients.ts'

/** The fields of a contact, each edited in its place. */
export function ContactFields({ card, edit }: FieldsProps<Person>) {
  const texts = useClientsTexts()
  const { fields } = texts
  const format = useFormat()
  const given = { card, edit }
  return (
    <div className={css.fields}>
      <InlineField
        name="fullName"
        label={fields['fullName'] ?? ''}
        edit={edit}
        may={card.may.edit}
        editor={(editor) => (
          <TextEditor
            editor={editor}
            label={fields['fullName'] ?? ''}
            value={card.fullName}
            changes={(fullName) => ({ fullName })}
          />
        )}
      >
        {card.fullName}
      </InlineField>
      <TextField {...given} name="jobTitle" value={card.jobTitle} />
      <InlineField
        name="companyId"
        label={fields['company'] ?? ''}
        edit={edit}
        may={card.may.edit}
        links={
          card.company && (
            <Link {...companyTarget(card.company.id)} className={css.act}>
              {texts.likely.open}
            </Link>
          )
        }
        editor={(editor) => (
          <CompanyEditor editor={editor} label={fields['company'] ?? ''} company={card.company} field="companyId" />
        )}
      >
        {card.company?.name}
      </InlineField>
      <NumberFields {...given} />
      <OwnerField {...given} />
      <InlineField
        name="consents"
        label={fields['consents'] ?? ''}
        edit={edit}
        may={card.may.edit}
        editor={(editor) => <ConsentsEditor editor={editor} value={card.consents} />}
      >
        {Object.keys(card.consents).length > 0 ? <ConsentsText consents={card.consents} /> : null}
      </InlineField>
      <CustomFields {...given} kind="contact" />
      <MoreFields {...given} />
      <Fact label={texts.card.createdContact}>{format.dateTime(card.createdAt)}</Fact>
      {card.external && <Fact label={texts.card.external}>{`${card.external.source} · ${card.external.id}`}</Fact>}
    </div>
  )
}
