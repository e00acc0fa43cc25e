import { ActionIcon, Loader } from '@mantine/core'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import { useState, type ReactNode } from 'react'
import type { InlineEditor } from '#web/kit/inline-editors.tsx'
import css from './deals.module.css'
import type { Changes, DealEdit, FieldName } from './use-deal-edit.ts'
import { useDealsTexts } from './use-deals.ts'

export type Editor = InlineEditor<Changes>

type Props = {
  name: FieldName
  label: string
  /** What is shown; nothing means «не указано». */
  children: ReactNode
  edit: DealEdit
  /** False: shown as it is. */
  may: boolean
  hint?: string | null
  /** What is shown can be pressed itself (a link): editing has a button of its own. */
  acts?: boolean
  editor: (editor: Editor) => ReactNode
}

/** A field of a card: text until it is pressed, then an editor. Escape leaves it as it was. */
export function Field({ name, label, children, edit, may, hint, acts = false, editor }: Props) {
  const texts = useDealsTexts()
  const [opened, setOpened] = useState<number>()
  const error = edit.errors[name]
  const close = () => {
    setOpened(undefined)
    edit.forget(name)
  }
  const isEmpty = children === undefined || children === null || children === false
  const value = isEmpty ? <span className={css.quiet}>{texts.card.noValue}</span> : children
  const save = (changes: Changes) => {
    if (opened !== undefined && edit.save(name, changes, opened)) setOpened(undefined)
  }
  return (
    <div className={css.field} data-field={name}>
      <div className={css.fieldLabel} id={`field-${name}`} title={hint ?? undefined}>
        {label}
        {edit.saving === name && <Loader size={12} ml={6} />}
      </div>
      {opened !== undefined ? (
        <div
          role="group"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            close()
          }}
        >
          {editor({ save, cancel: close })}
        </div>
      ) : may && acts && !isEmpty ? (
        <div className={css.fieldActing}>
          <span>{value}</span>
          <ActionIcon
            aria-label={texts.card.edit(label)}
            title={texts.card.edit(label)}
            onClick={() => setOpened(edit.version)}
          >
            <IconPencil size={14} />
          </ActionIcon>
        </div>
      ) : may ? (
        <button
          type="button"
          className={css.fieldValue}
          aria-label={texts.card.edit(label)}
          aria-describedby={`value-${name}`}
          onClick={() => setOpened(edit.version)}
        >
          <span id={`value-${name}`}>{value}</span>
        </button>
      ) : (
        <div className={css.fieldText}>{value}</div>
      )}
      {error && (
        <p className={css.fieldError} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
