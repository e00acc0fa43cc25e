import { ActionIcon, Loader } from '@mantine/core'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { InlineEditor } from '#web/kit/inline-editors.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import css from './inline-field.module.css'
import type { FieldEdit } from './use-field-edit.ts'

type Saving<Changes, Field extends string> = Pick<
  FieldEdit<{ version: number }, Changes & object, Field>,
  'errors' | 'saving' | 'version' | 'save' | 'forget'
>

type Props<Changes, Field extends string> = {
  name: Field
  label: string
  /** What is shown; nothing means «не указано». */
  children: ReactNode
  edit: Saving<Changes, Field>
  /** False: shown as it is. */
  may: boolean
  hint?: string | null
  /** What is shown can be pressed itself (a link): editing has a button of its own. */
  acts?: boolean
  /** Beside the value, when links stand in it: a press on the text must not lead away. */
  links?: ReactNode
  editor: (editor: InlineEditor<Changes>) => ReactNode
}

/** A field of a card: text until it is pressed, then an editor. Escape leaves it as it was; who was in the editor stands at the field again. */
export function InlineField<Changes extends object, Field extends string>({
  name,
  label,
  children,
  edit,
  may,
  hint,
  acts = false,
  links,
  editor,
}: Props<Changes, Field>) {
  const { field: words } = useKitTexts()
  const [opened, setOpened] = useState<number>()
  const error = edit.errors[name]
  const group = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const returns = useRef(false)
  // What an editor says when it is taken away is heard unless it was shut before.
  const isOpen = useRef(false)
  useEffect(() => {
    if (opened === undefined && returns.current) opener.current?.focus({ preventScroll: true })
    returns.current = false
  }, [opened])
  const open = () => {
    isOpen.current = true
    setOpened(edit.version)
  }
  const shut = () => {
    isOpen.current = false
    // A press or Tab elsewhere has taken the focus already, and keeps it.
    returns.current = group.current?.contains(document.activeElement) ?? false
    setOpened(undefined)
  }
  const close = () => {
    shut()
    edit.forget(name)
  }
  const isEmpty = children === undefined || children === null || children === false
  const value = isEmpty ? <span className={css.none}>{words.noValue}</span> : children
  const save = (changes: Changes, said?: string) => {
    if (isOpen.current && opened !== undefined && edit.save(name, changes, opened, said)) shut()
  }
  return (
    <div className={css.field} data-field={name}>
      <div className={css.label} title={hint ?? undefined}>
        {label}
        {edit.saving === name && <Loader size={12} ml={6} />}
      </div>
      {opened !== undefined ? (
        <div
          ref={group}
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
      ) : (
        <div className={css.line}>
          {may && (!acts || isEmpty) ? (
            <button
              ref={opener}
              type="button"
              className={css.value}
              aria-label={words.edit(label)}
              aria-describedby={`value-${name}`}
              onClick={open}
            >
              <span id={`value-${name}`}>{value}</span>
            </button>
          ) : (
            <div className={css.text}>{value}</div>
          )}
          {may && acts && !isEmpty && (
            <ActionIcon ref={opener} aria-label={words.edit(label)} title={words.edit(label)} onClick={open}>
              <IconPencil size={14} />
            </ActionIcon>
          )}
          {links}
        </div>
      )}
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

/** What is known and not edited by hand, in line with the fields. */
export function Fact({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className={css.field} title={hint}>
      <div className={css.label}>{label}</div>
      <div className={css.text}>{children}</div>
    </div>
  )
}
