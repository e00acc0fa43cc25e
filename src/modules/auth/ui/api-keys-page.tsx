import { Button } from '@mantine/core'
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Page } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { authContract } from '../contract.ts'
import { NewKeyPanel } from './new-key-panel.tsx'
import { useAuthTexts } from './use-auth-texts.ts'

type ApiKey = Outputs<typeof authContract>['apiKeys'][number]

/** One's own keys; all of the company for an administrator. */
export function ApiKeysPage() {
  const texts = useAuthTexts()
  const format = useFormat()
  const client = useQueryClient()
  const [isAdding, setAdding] = useState(false)
  const [revoked, setRevoked] = useState<ApiKey>()
  const keys = useQuery({ queryKey: ['auth', 'apiKeys'], queryFn: () => api.auth.apiKeys({}) })
  const revoke = useMutation({
    mutationFn: (id: string) => api.auth.revokeApiKey({ id }),
    onSettled: () => client.invalidateQueries({ queryKey: ['auth', 'apiKeys'] }),
  })
  const columns = useMemo(
    (): Column<ApiKey>[] => [
      {
        id: 'name',
        header: texts.keys.name,
        always: true,
        width: 240,
        value: (key) => key.name,
        cell: (key) => key.name,
      },
      { id: 'prefix', header: texts.keys.prefix, cell: (key) => <code>{key.prefix}…</code> },
      {
        id: 'access',
        header: texts.keys.access,
        value: (key) => key.access,
        cell: (key) => texts.keys.accesses[key.access],
      },
      {
        id: 'person',
        header: texts.keys.person,
        width: 200,
        value: (key) => key.personName,
        cell: (key) => key.personName,
      },
      {
        id: 'created',
        header: texts.keys.created,
        value: (key) => key.createdAt,
        cell: (key) => format.dateTime(key.createdAt),
      },
      {
        id: 'used',
        header: texts.keys.used,
        value: (key) => key.lastUsedAt,
        cell: (key) => (key.lastUsedAt ? format.dateTime(key.lastUsedAt) : texts.keys.never),
      },
      {
        id: 'revoke',
        header: '',
        width: 110,
        always: true,
        cell: (key) => (
          <Button variant="subtle" size="compact-sm" onClick={() => setRevoked(key)}>
            {texts.keys.revoke}
          </Button>
        ),
      },
    ],
    [texts, format],
  )
  const add = <Button onClick={() => setAdding(true)}>{texts.keys.add}</Button>
  return (
    <Page
      title={texts.keys.title}
      scope={
        <a href="/api" target="_blank" rel="noreferrer">
          {texts.keys.docs}
        </a>
      }
      actions={add}
      layout="fill"
    >
      <DataTable
        id="auth.api-keys"
        label={texts.keys.title}
        columns={columns}
        rows={keys.data}
        rowKey={(key) => key.id}
        error={keys.error ?? revoke.error}
        onRepeat={() => void keys.refetch()}
        empty={
          <EmptyState
            icon={IconKey}
            title={texts.keys.empty}
            text={texts.keys.emptyText}
            steps={texts.keys.emptySteps}
            action={add}
          />
        }
        card={(key) => (
          <TwoLines
            first={key.name}
            second={`${key.prefix}… · ${texts.keys.accesses[key.access]} · ${key.personName}`}
          />
        )}
        onOpen={setRevoked}
      />
      <NewKeyPanel opened={isAdding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        opened={revoked !== undefined}
        title={texts.keys.revokeTitle(revoked?.name ?? '')}
        text={texts.keys.revokeText}
        confirm={texts.keys.revoke}
        danger
        onConfirm={async () => {
          if (revoked) await revoke.mutateAsync(revoked.id).catch(() => {})
          setRevoked(undefined)
        }}
        onCancel={() => setRevoked(undefined)}
      />
    </Page>
  )
}
