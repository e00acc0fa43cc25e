import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { type Field, type FieldKind, fieldKinds, type FieldSubject } from '../contract.ts'
import { ChangeKind } from './change-kind.tsx'
import { FieldPlaces, type Places } from './field-places.tsx'
import css from './fields.module.css'
import { Leftovers } from './leftovers.tsx'
import { type DraftOption, OptionList } from './option-list.tsx'
import { useFieldChange } from './use-field-change.ts'
import { useFieldsTexts } from './use-fields.ts'

type Props = { subject: FieldSubject; field: Field | undefined; opened: boolean; may: boolean; onClose: () => void }

/** A field at the right edge: makes a new one or changes the given one. */
export function FieldPanel({ subject, field, opened, may, onClose }: Props) {
  const texts = useFieldsTexts()
  return (
    <SidePanel opened={opened} onClose={onClose} title={field ? texts.editField(field.name) : texts.newField}>
      {opened && <FieldForm key={field?.id} subject={subject} field={field} may={may} onDone={onClose} />}
    </SidePanel>
  )
}

interface Typed {
  name: string
  kind: FieldKind
  hint: string
  options: DraftOption[]
  places: Places
}

function FieldForm({ subject, field, may, onDone }: Omit<Props, 'opened' | 'onClose'> & { onDone: () => void }) {
  const texts = useFieldsTexts()
  const errorText = useErrorText()
  const { settle } = useFieldChange()
  const followed = useFollowed<Typed>(
    {
      name: field?.name ?? '',
      kind: field?.kind ?? 'text',
      hint: field?.hint ?? '',
      options: field ? [...field.options] : [],
      places: { pipelineIds: field?.pipelineIds ?? null, requiredStageIds: field?.requiredStageIds ?? [] },
    },
    field?.version ?? 0,
  )
  const { change } = followed
  const { name, kind, hint, options, places } = followed.values
  const [failure, setFailure] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const [converting, setConverting] = useState(false)
  const hasOptions = kind === 'choice' || kind === 'choices'
  const named = options.filter((option) => option.name.trim() !== '')

  const save = async () => {
    setPending(true)
    setFailure(undefined)
    const own = { name: name.trim(), hint: hint.trim() || null, ...(subject === 'deal' && places) }
    try {
      if (field) {
        await sendInTurn(`field:${field.id}`, followed.version, (version) =>
          api.fields.edit({ id: field.id, version, ...own, ...(hasOptions && { options: named }) }),
        )
      } else {
        await api.fields.add({ subject, kind, ...own, ...(hasOptions && { options: named }) })
      }
      settle()
      onDone()
    } catch (thrown) {
      setFailure(thrown)
      settle()
    } finally {
      setPending(false)
    }
  }

  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <fieldset disabled={!may} className={`${css.legend} ${css.form}`}>
        <TextInput
          label={texts.name}
          required
          maxLength={200}
          data-autofocus={!field || undefined}
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {field ? (
          <div className={css.options}>
            <div>
              <TextInput label={texts.kind} readOnly value={texts.kinds[field.kind]} />
              <Button variant="default" mt={24} onClick={() => setConverting(true)}>
                {texts.changeKind}
              </Button>
            </div>
          </div>
        ) : (
          <Select
            label={texts.kind}
            data={fieldKinds.map((value) => ({ value, label: texts.kinds[value] }))}
            value={kind}
            allowDeselect={false}
            onChange={(value) => value && change({ kind: value })}
          />
        )}
        {hasOptions && <OptionList options={options} onChange={(next) => change({ options: next })} />}
        <Textarea
          label={texts.fieldHint}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={500}
          value={hint}
          onChange={(event) => change({ hint: event.currentTarget.value })}
        />
        {subject === 'deal' && <FieldPlaces places={places} onChange={(next) => change({ places: next })} />}
      </fieldset>
      <Theirs of={followed} onMine={() => void save()} />
      {failure !== undefined && (
        <p role="alert" className={css.error}>
          {errorText(failure)}
        </p>
      )}
      {may && (
        <div className={css.buttons}>
          <Button variant="default" onClick={onDone}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={pending} disabled={!name.trim() || (hasOptions && named.length === 0)}>
            {field ? texts.save : texts.create}
          </Button>
        </div>
      )}
      {field && may && <Leftovers field={field} />}
      {field && converting && <ChangeKind field={field} onClose={() => setConverting(false)} onDone={onDone} />}
    </form>
  )
}
