import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { isKept } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import type { Column } from '#web/kit/table/column.ts'
import { patchRows } from '#web/kit/table/patch-rows.ts'
import { say } from '#web/kit/toast.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useLatest } from '#web/kit/use-latest.ts'
import { keptEdit } from '#web/outbox/kept-edit.ts'
import type { ClientKind, CompanyRow, ContactRow } from '../contract.ts'
import { companyOptions } from './company-choice.tsx'
import type { Changes } from './use-client-edit.ts'
import { clientTarget, type Company, type Person, useChoices, useRefresh } from './use-clients.ts'

type Row = CompanyRow | ContactRow
type ClientEdits = Partial<Record<string, Column<Row>['edit']>>

const nameOf = (row: Row) => ('fullName' in row ? row.fullName : row.name)
const isContact = (row: Row): row is ContactRow => 'fullName' in row

/**
 * How cells of the list are edited in their place. The new value stands at once and is kept without a network; when it is refused, or somebody else
 * was first, nothing is written and the list shows what is now.
 */
export function useCellEdits(kind: ClientKind): ClientEdits {
  const { kept } = useKitTexts()
  const { data: choices } = useChoices()
  const client = useQueryClient()
  const refresh = useRefresh()
  const calls = useLatest({
    async put(row: Row, changes: Changes, shown: Partial<CompanyRow & ContactRow>) {
      patchRows<CompanyRow & ContactRow>(client, ['clients', 'list', kind], row.id, shown)
      const record = `${kind}:${row.id}`
      const keep = keptEdit(nameOf(row), changes, { record, page: clientTarget(kind, row.id).to })
      const context = { context: { keep } }
      try {
        refresh.card(
          kind,
          await sendInTurn<Company | Person>(record, row.version, (version) => {
            const given = { ...changes, id: row.id, version }
            return kind === 'company'
              ? api.clients.editCompany(given, context)
              : api.clients.editContact(given, context)
          }),
        )
      } catch (thrown) {
        if (isKept(thrown)) return say(kept)
        refresh.all()
        throw thrown
      }
    },
  })
  return useMemo((): ClientEdits => {
    const may = (row: Row) => row.may.edit
    const text = (name: 'inn' | 'industry' | 'region' | 'jobTitle'): Column<Row>['edit'] => ({
      kind: 'text',
      may,
      value: (row) => (row as unknown as Record<typeof name, string | null>)[name] ?? '',
      save: (row, typed) => calls.put(row, { [name]: typed.trim() || null }, { [name]: typed.trim() || null }),
    })
    const chosen = (one: { id: string; name: string } | null) => (one ? { value: one.id, label: one.name } : undefined)
    const owners = (choices?.owners ?? []).filter(({ left }) => !left)
    const both: ClientEdits = {
      name: {
        kind: 'text',
        required: true,
        may,
        value: nameOf,
        save: (row, name) =>
          isContact(row) ? calls.put(row, { fullName: name }, { fullName: name }) : calls.put(row, { name }, { name }),
      },
      tags: {
        kind: 'text',
        may,
        value: ({ tags }) => tags.join(', '),
        save(row, typed) {
          const tags = [...new Set(typed.split(',').map((tag) => tag.trim()))].filter(Boolean)
          return calls.put(row, { tags }, { tags })
        },
      },
      owner: {
        kind: 'person',
        clearable: true,
        may: (row) => row.may.reassign,
        value: ({ owner }) => owner?.id ?? null,
        chosen: ({ owner }) => chosen(owner),
        source: () => ({ options: owners.map(({ id, name }) => ({ value: id, label: name })) }),
        save: (row, ownerId) => calls.put(row, { ownerId }, { owner: owners.find(({ id }) => id === ownerId) ?? null }),
      },
    }
    if (kind === 'company') return { ...both, inn: text('inn'), industry: text('industry'), region: text('region') }
    return {
      ...both,
      jobTitle: text('jobTitle'),
      company: {
        kind: 'choice',
        clearable: true,
        may,
        value: (row) => (row as ContactRow).company?.id ?? null,
        chosen: (row) => chosen((row as ContactRow).company),
        source: () => ({ load: (typed: string) => companyOptions(typed), loadKey: ['clients', 'companies'] }),
        // The name comes with the answer.
        save: (row, companyId) => calls.put(row, { companyId }, companyId === null ? { company: null } : {}),
      },
    }
  }, [kind, choices, calls])
}
