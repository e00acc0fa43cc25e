import { Button, Modal, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import { type Field, type FieldKind, fieldKinds } from '../contract.ts'
import css from './fields.module.css'
import { KindOutcome } from './kind-outcome.tsx'
import { useFieldChange } from './use-field-change.ts'
import { useFieldsTexts } from './use-fields.ts'

type Props = { field: Field; onClose: () => void; onDone: () => void }

/** Changes what a field holds: first shows what becomes of the values that are there. */
export function ChangeKind({ field, onClose, onDone }: Props) {
  useFocusBack()
  const texts = useFieldsTexts()
  const errorText = useErrorText()
  const { settle } = useFieldChange()
  const format = useFormat()
  const [kind, setKind] = useState<FieldKind | null>(null)
  const [failure, setFailure] = useState<unknown>()
  const [pending, setPending] = useState(false)
  const preview = useQuery({
    queryKey: ['fields', 'previewKind', { id: field.id, kind, version: field.version }],
    queryFn: () => api.fields.previewKind({ id: field.id, kind: kind ?? 'text' }),
    enabled: kind !== null,
    staleTime: 0,
  })
  const lost = preview.data?.lost ?? 0
  const change = async () => {
    if (!kind) return
    setPending(true)
    setFailure(undefined)
    try {
      await sendInTurn(`field:${field.id}`, field.version, (version) =>
        api.fields.changeKind({ id: field.id, version, kind, lost }),
      )
      settle()
      onDone()
    } catch (thrown) {
      // More values have come meanwhile: what is shown is asked again before anything is lost.
      setFailure(thrown)
      void preview.refetch()
    } finally {
      setPending(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{texts.changeKindTitle(field.name)}</strong>}
      size={520}
      transitionProps={{ duration: 100 }}
    >
      <div className={css.form}>
        <p>{texts.changeKindText}</p>
        <Select
          label={texts.kind}
          data={fieldKinds.filter((one) => one !== field.kind).map((value) => ({ value, label: texts.kinds[value] }))}
          value={kind}
          placeholder={texts.kinds[field.kind]}
          data-autofocus
          onChange={(value) => setKind(value)}
        />
        {kind &&
          (preview.data ? (
            <KindOutcome preview={preview.data} kept={texts.preview.kept} />
          ) : (
            !preview.error && <SkeletonText lines={2} />
          ))}
        {(failure ?? preview.error) && (
          <p role="alert" className={css.error}>
            {errorText(failure ?? preview.error)}
          </p>
        )}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button
            loading={pending}
            disabled={!kind || !preview.data || preview.isFetching}
            onClick={() => void change()}
            {...(lost > 0 && { color: 'red' })}
          >
            {lost > 0 ? texts.preview.agree(format.number(lost), lost) : texts.preview.change}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
