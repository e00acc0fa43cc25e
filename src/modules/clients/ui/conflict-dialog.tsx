import { Button, Modal } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import { shownValue } from '../calc/changes.ts'
import css from './clients.module.css'
import type { ClientEdit } from './use-client-edit.ts'
import { useChoices, useClientsTexts } from './use-clients.ts'

/** Two people changed one card: what it was, what is there now, what was to be written. */
export function ConflictDialog({ edit }: { edit: ClientEdit }) {
  const texts = useClientsTexts()
  const words = texts.conflict
  const { data: choices } = useChoices()
  const format = useFormat()
  const { conflict } = edit
  const named = new Map(choices?.owners.map(({ id, name }) => [id, name] as const))
  const shown = (value: unknown): string => {
    const text = shownValue(value)
    return text === null ? texts.card.noValue : (named.get(String(text)) ?? String(text))
  }
  const rows = Object.entries(conflict?.mine ?? {}).map(([field, mine]) => ({
    field,
    base: shown(fieldOf(conflict?.base, field)),
    current: shown(fieldOf(conflict?.current, field)),
    mine: shown(mine),
  }))
  return (
    <Modal
      opened={conflict !== undefined}
      onClose={edit.keepCurrent}
      title={<strong>{words.title}</strong>}
      size={640}
      transitionProps={{ duration: 100 }}
    >
      <p className={css.dialogText}>
        {words.text(conflict?.by ?? null, conflict?.at ? format.dateTime(conflict.at) : null)}
      </p>
      <table className={css.comparison}>
        <thead>
          <tr>
            <th aria-hidden />
            <th>{words.base}</th>
            <th>{words.current}</th>
            <th>{words.mine}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, base, current, mine }) => (
            <tr key={field}>
              <th scope="row">{texts.fields[field] ?? field}</th>
              <td>{base}</td>
              <td>{current}</td>
              <td>{mine}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={css.buttons}>
        <Button variant="default" onClick={edit.keepCurrent} data-autofocus>
          {words.keepCurrent}
        </Button>
        <Button onClick={edit.putMine}>{words.putMine}</Button>
      </div>
    </Modal>
  )
}

/** A card holds people and firms with their names, a change holds their ids. */
function fieldOf(card: object | undefined, field: string): unknown {
  const all = (card ?? {}) as Record<string, { name: string } | null | undefined>
  const pointed = { ownerId: 'owner', parentId: 'parent', companyId: 'company' }[field]
  return pointed ? (all[pointed]?.name ?? null) : all[field]
}
