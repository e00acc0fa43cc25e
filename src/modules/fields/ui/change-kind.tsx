import { Button, Modal, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { type Field, type FieldKind, fieldKinds, type KindPreview } from '../contract.ts'
import css from './fields.module.css'
import { useFieldChange } from './use-field-change.ts'
import { useFieldsTexts } from './use-fields.ts'

type Props = { field: Field; onClose: () => void; onDone: () => void }

/** Changes what a field holds: first shows what becomes of the values that are there. */
export function ChangeKind({ field, onClose, onDone }: Props) {
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
      await api.fields.changeKind({ id: field.id, version: field.version, kind, lost })
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
        {kind && (preview.data ? <Preview preview={preview.data} /> : !preview.error && <SkeletonText lines={2} />)}
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

function Preview({ preview }: { preview: KindPreview }) {
  const words = useFieldsTexts().preview
  const format = useFormat()
  if (preview.values === 0) return <p>{words.none}</p>
  return (
    <>
      <p className={css.figures}>
        <span>{words.values(format.number(preview.values), preview.values)}</span>
        <span>{words.converted(format.number(preview.converted))}</span>
        <strong className={preview.lost > 0 ? css.lost : undefined}>{words.lost(format.number(preview.lost))}</strong>
      </p>
      {preview.newOptions > 0 && <p>{words.newOptions(preview.newOptions)}</p>}
      {preview.examples.length > 0 && (
        <div>
          <strong>{words.examples}</strong>
          <ul className={css.examples}>
            {preview.examples.map(({ text, count }) => (
              <li key={text}>
                <span>{text}</span>
                {count > 1 && <small>{`× ${format.number(count)}`}</small>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview.lost > 0 && <p className={css.hint}>{words.kept}</p>}
    </>
  )
}
