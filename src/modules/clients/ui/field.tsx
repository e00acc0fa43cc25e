import { Loader } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { InlineEditor } from '#web/kit/inline-editors.tsx'
import css from './clients.module.css'
import type { Changes, ClientEdit } from './use-client-edit.ts'
import { useClientsTexts } from './use-clients.ts'

export type Editor = InlineEditor<Changes>

type Props = {
  name: string
  label: string
  /** What is shown; nothing means «не указано». */
  children: ReactNode
  edit: ClientEdit
  /** False: shown as it is. */
  may: boolean
  editor: (editor: Editor) => ReactNode
  /** Beside the value, when links stand in it: a press on the text must not lead away. */
  links?: ReactNode
}

/** A field of a card: text until it is pressed, then an editor. Escape leaves it as it was. */
export function Field({ name, label, children, edit, may, editor, links }: Props) {
  const texts = useClientsTexts()
  const [opened, setOpened] = useState<number>()
  const error = edit.errors[name]
  const close = () => {
    setOpened(undefined)
    edit.forget(name)
  }
  const value = children ?? <span className={css.quiet}>{texts.card.noValue}</span>
  const save = (changes: Changes) => {
    if (opened !== undefined && edit.save(name, changes, opened)) setOpened(undefined)
  }
  return (
    <div className={css.field} data-field={name}>
      <div className={css.fieldLabel}>
        {label}
        {edit.saving === name && <Loader size={12} ml={6} />}
      </div>
      {opened !== undefined ? (
        <div
          role="group"
          aria-label={label}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            close()
          }}
        >
          {editor({ save, cancel: close })}
        </div>
      ) : may ? (
        <div className={css.fieldLine}>
          <button
            type="button"
            className={css.fieldValue}
            aria-label={texts.card.edit(label)}
            aria-describedby={`value-${name}`}
            onClick={() => {
              edit.open(name)
              setOpened(edit.version)
            }}
          >
            <span id={`value-${name}`}>{value}</span>
          </button>
          {links}
        </div>
      ) : (
        <div className={css.fieldLine}>
          <div className={css.fieldText}>{value}</div>
          {links}
        </div>
      )}
      {error && (
        <p className={css.fieldError} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
