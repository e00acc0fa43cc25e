import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import css from './conflict-dialog.module.css'
import type { FieldConflict, FieldEdit } from './use-field-edit.ts'

type Props<Card extends { version: number }, Changes extends object, Field extends string> = {
  /** What has been changed by somebody else, in words. */
  title: string
  edit: Pick<FieldEdit<Card, Changes, Field>, 'conflict' | 'keepCurrent' | 'putMine'>
  label: (field: Field) => string
  /** What the card says in the field, in words; nothing where it is empty. */
  shown: (field: Field, card: Card) => ReactNode
  /** What the person wants it to say, unless he chose it by its name. */
  wanted: (conflict: FieldConflict<Card, Changes, Field>) => ReactNode
}

/** Two people changed one field: shows what it was, what is there now, by whom and since when, and what was to be written. */
export function ConflictDialog<Card extends { version: number }, Changes extends object, Field extends string>({
  title,
  edit,
  label,
  shown,
  wanted,
}: Props<Card, Changes, Field>) {
  const { field: words } = useKitTexts()
  const format = useFormat()
  const { conflict } = edit
  return (
    <Modal
      opened={conflict !== undefined}
      onClose={edit.keepCurrent}
      title={<strong>{title}</strong>}
      size={640}
      transitionProps={{ duration: 100 }}
    >
      {conflict && (
        <>
          <p className={css.who}>
            {conflict.by && conflict.at ? words.changedBy(conflict.by, format.dateTime(conflict.at)) : null}{' '}
            {words.nothingOverwritten}
          </p>
          <table className={css.comparison}>
            <thead>
              <tr>
                <th>{words.field}</th>
                {conflict.base && <th>{words.base}</th>}
                <th>{words.current}</th>
                <th>{words.mine}</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{label(conflict.field)}</th>
                {conflict.base && (
                  <td data-label={words.base}>{shown(conflict.field, conflict.base) ?? words.noValue}</td>
                )}
                <td data-label={words.current}>{shown(conflict.field, conflict.current) ?? words.noValue}</td>
                <td data-label={words.mine}>{conflict.said ?? wanted(conflict) ?? words.noValue}</td>
              </tr>
            </tbody>
          </table>
          <div className={css.buttons}>
            <Button variant="default" onClick={edit.keepCurrent} data-autofocus>
              {words.keepCurrent}
            </Button>
            <Button onClick={edit.putMine}>{words.putMine}</Button>
          </div>
        </>
      )}
    </Modal>
  )
}
