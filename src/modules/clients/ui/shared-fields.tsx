import { FieldEditor, FieldText, shownFields, useFields } from '#modules/fields/ui/api.tsx'
import { PersonName } from '#web/kit/avatar.tsx'
import type { ClientKind } from '../contract.ts'
import css from './clients.module.css'
import { InlineField } from '#web/field-edit/inline-field.tsx'
import { ChoiceEditor, LongTextEditor, TextEditor } from '#web/kit/inline-editors.tsx'
import { TagsEditor } from './tags-editor.tsx'
import { EmailsEditor, LinksEditor, PhonesEditor } from './list-editors.tsx'
import { EmailLinks, EmailsText, LinksText, PhoneLinks, PhonesText, Tags } from './numbers.tsx'
import type { ClientEdit } from './use-client-edit.ts'
import { type Company, type Person, useClientsTexts, useOwnerOptions } from './use-clients.ts'

export type FieldsProps<Card> = { card: Card; edit: ClientEdit }

type TextField = FieldsProps<Company | Person> & {
  name: string
  value: string | null
  list?: readonly string[] | undefined
}

/** One line of text that may be empty. */
export function TextField({ card, edit, name, value, list }: TextField) {
  const { fields } = useClientsTexts()
  const label = fields[name] ?? name
  return (
    <InlineField
      name={name}
      label={label}
      edit={edit}
      may={card.may.edit}
      editor={(editor) => (
        <TextEditor
          editor={editor}
          label={label}
          value={value ?? ''}
          list={list}
          changes={(text) => ({ [name]: text === '' ? null : text })}
        />
      )}
    >
      {value}
    </InlineField>
  )
}

/** Numbers and addresses. */
export function NumberFields({ card, edit }: FieldsProps<Company | Person>) {
  const { fields } = useClientsTexts()
  const { phones, emails, may } = card
  return (
    <>
      <InlineField
        name="phones"
        label={fields['phones'] ?? ''}
        edit={edit}
        may={may.edit}
        links={<PhoneLinks phones={phones} />}
        editor={(editor) => <PhonesEditor editor={editor} label={fields['phone'] ?? ''} value={phones} />}
      >
        {phones.length > 0 ? <PhonesText phones={phones} /> : null}
      </InlineField>
      <InlineField
        name="emails"
        label={fields['emails'] ?? ''}
        edit={edit}
        may={may.edit}
        links={<EmailLinks emails={emails} />}
        editor={(editor) => <EmailsEditor editor={editor} label={fields['email'] ?? ''} value={emails} />}
      >
        {emails.length > 0 ? <EmailsText emails={emails} /> : null}
      </InlineField>
    </>
  )
}

/** Who is responsible. */
export function OwnerField({ card, edit }: FieldsProps<Company | Person>) {
  const { fields } = useClientsTexts()
  const options = useOwnerOptions(card.owner)
  const label = fields['owner'] ?? ''
  return (
    <InlineField
      name="ownerId"
      label={label}
      edit={edit}
      may={card.may.reassign}
      editor={(editor) => (
        <ChoiceEditor
          editor={editor}
          label={label}
          value={card.owner?.id ?? null}
          withAvatars
          clearable
          options={options}
          changes={(ownerId) => ({ ownerId })}
        />
      )}
    >
      {card.owner && <PersonName name={card.owner.name} />}
    </InlineField>
  )
}

/** Labels, links, the comment. */
export function MoreFields({ card, edit }: FieldsProps<Company | Person>) {
  const { fields } = useClientsTexts()
  const { tags, links, comment, may } = card
  return (
    <>
      <InlineField
        name="tags"
        label={fields['tags'] ?? ''}
        edit={edit}
        may={may.edit}
        editor={(editor) => <TagsEditor editor={editor} label={fields['tags'] ?? ''} value={tags} />}
      >
        {tags.length > 0 ? <Tags tags={tags} /> : null}
      </InlineField>
      <InlineField
        name="links"
        label={fields['links'] ?? ''}
        edit={edit}
        may={may.edit}
        editor={(editor) => <LinksEditor editor={editor} label={fields['links'] ?? ''} value={links} />}
      >
        {links.length > 0 ? <LinksText links={links} /> : null}
      </InlineField>
      <InlineField
        name="comment"
        label={fields['comment'] ?? ''}
        edit={edit}
        may={may.edit}
        editor={(editor) => (
          <LongTextEditor
            editor={editor}
            label={fields['comment'] ?? ''}
            value={comment ?? ''}
            changes={(text) => ({ comment: text === '' ? null : text })}
          />
        )}
      >
        {comment && <span className={css.long}>{comment}</span>}
      </InlineField>
    </>
  )
}

/** The company's own fields, as its settings say. */
export function CustomFields({ kind, card, edit }: FieldsProps<Company | Person> & { kind: ClientKind }) {
  const { data } = useFields(kind)
  return shownFields(data).map((field) => {
    const value = card.custom[field.id]
    return (
      <InlineField
        key={field.id}
        name={`custom.${field.id}`}
        label={field.name}
        edit={edit}
        may={card.may.edit}
        editor={(editor) => (
          <FieldEditor
            field={field}
            value={value}
            people={data?.people}
            onCancel={editor.cancel}
            onSave={(next) => editor.save({ custom: { [field.id]: next } })}
          />
        )}
      >
        {value === undefined ? null : <FieldText field={field} value={value} people={data?.people} />}
      </InlineField>
    )
  })
}
