import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import { type FieldKind, fieldKinds } from '../contract.ts'
import css from './fields.module.css'
import { KindOutcome } from './kind-outcome.tsx'
import { useFieldChange } from './use-field-change.ts'
import { useFieldsTexts } from './use-fields.ts'

/** Makes a field of a column of files: first shows which values fit the kind; the others stay a column. */
export function AdoptColumn({ column, onClose }: { column: string; onClose: () => void }) {
  useFocusBack()
  const texts = useFieldsTexts()
  const words = texts.columns
  const format = useFormat()
  const errorText = useErrorText()
  const { settle } = useFieldChange()
  const [name, setName] = useState(column.slice(0, 200))
  const [kind, setKind] = useState<FieldKind>('text')
  const [failure, setFailure] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const preview = useQuery({
    queryKey: ['fields', 'previewColumn', { column, kind }],
    queryFn: () => api.fields.previewColumn({ column, kind }),
  })
  const adopt = async () => {
    setPending(true)
    setFailure(undefined)
    try {
      const { field, converted } = await api.fields.adoptColumn({ column, name: name.trim(), kind })
      settle()
      say(words.adopted(field.name, format.number(converted), converted))
      onClose()
    } catch (thrown) {
      setFailure(thrown)
    } finally {
      setPending(false)
    }
  }
  const problem = failure ?? preview.error
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{words.dialogTitle(column)}</strong>}
      size={520}
      transitionProps={{ duration: 100 }}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          void adopt()
        }}
      >
        <TextInput
          label={texts.name}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={texts.kind}
          data={fieldKinds.map((value) => ({ value, label: texts.kinds[value] }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => value && setKind(value)}
        />
        {preview.data ? (
          <KindOutcome preview={preview.data} kept={words.kept} />
        ) : (
          !preview.error && <SkeletonText lines={2} />
        )}
        {problem !== undefined && problem !== null && (
          <p role="alert" className={css.error}>
            {errorText(problem)}
          </p>
        )}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={pending} disabled={!name.trim() || !preview.data || preview.isFetching}>
            {words.adopt}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
