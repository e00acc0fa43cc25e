import { ActionIcon, Loader, UnstyledButton } from '@mantine/core'
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

/**
 * A field of a card: text until it is pressed, then an editor. Escape leaves it as it was; who was in the editor stands at the field again. What the
 * server refuses stays in the editor, to be corrected.
 */
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
  /** The version that the editor was opened on; away while what it says is being sent. */
  const [editing, setEditing] = useState<{ version: number; isAway: boolean }>()
  const isShown = editing !== undefined && !editing.isAway
  const error = edit.errors[name]
  const group = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const returns = useRef(false)
  const turn = useRef(0)
  // What an editor says when it is taken away is heard unless it was shut before.
  const isOpen = useRef(false)
  useEffect(() => {
    if (returns.current) {
      const typed = group.current?.querySelector<HTMLElement>('input, textarea')
      ;(isShown ? typed : opener.current)?.focus({ preventScroll: true })
    }
    returns.current = false
  }, [isShown])
  const open = () => {
    isOpen.current = true
    setEditing({ version: edit.version, isAway: false })
  }
  /** A press or Tab elsewhere has taken the focus already, and keeps it. */
  const shut = (left: typeof editing) => {
    isOpen.current = false
    returns.current = group.current?.contains(document.activeElement) ?? false
    setEditing(left)
  }
  const close = () => {
    shut(undefined)
    edit.forget(name)
  }
  const isEmpty = children === undefined || children === null || children === false
  const value = isEmpty ? <span className={css.none}>{words.noValue}</span> : children
  const save = (changes: Changes, said?: string) => {
    if (!isOpen.current || !editing) return
    const refused = edit.save(name, changes, editing.version, said)
    if (!refused) return
    shut({ ...editing, isAway: true })
    void comeBack(refused, editing.version)
  }
  const comeBack = async (refused: Promise<boolean>, version: number) => {
    const mine = (turn.current += 1)
    const isRefused = await refused
    // Opened again meanwhile, it is the person's already.
    if (isOpen.current || mine !== turn.current) return
    isOpen.current = isRefused
    returns.current = isRefused && document.activeElement === opener.current
    setEditing(isRefused ? { version, isAway: false } : undefined)
  }
  return (
    <div className={css.field} data-field={name}>
      <div className={css.label} title={hint ?? undefined}>
        {label}
        {edit.saving === name && <Loader size={12} ml={6} />}
      </div>
      {editing && (
        <div
          ref={group}
          role="group"
          aria-label={label}
          hidden={!isShown}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            close()
          }}
        >
          {editor({ save, cancel: close })}
        </div>
      )}
      {!isShown && (
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
          {error}{' '}
          {isShown && (
            <UnstyledButton className={css.back} onClick={close}>
              {words.putBack}
            </UnstyledButton>
          )}
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
