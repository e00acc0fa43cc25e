import { Button, TextInput } from '@mantine/core'
import IconTags from '@tabler/icons-react/dist/esm/icons/IconTags.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Form } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { clientsContract, type Product } from '../contract.ts'
import { UnmatchedProducts } from './unmatched-products.tsx'
import { useClientsTexts } from './use-clients.ts'

/** The price list, and above it the names in deals that nobody has matched yet. */
export function ProductsPage() {
  const { products: texts } = useClientsTexts()
  const client = useQueryClient()
  const [isAdding, setAdding] = useState(false)
  const list = useQuery({ queryKey: ['clients', 'products'], queryFn: () => api.clients.products({}) })
  const refresh = () => void client.invalidateQueries({ queryKey: ['clients', 'products'] })
  const columns = useMemo(
    (): Column<Product>[] => [
      { id: 'name', header: texts.name, always: true, width: 320, value: (row) => row.name, cell: (row) => row.name },
      { id: 'group', header: texts.group, width: 180, value: (row) => row.group ?? '', cell: (row) => row.group },
      {
        id: 'price',
        header: texts.price,
        width: 140,
        align: 'end',
        value: (row) => row.priceMinor ?? 0,
        cell: (row) => <MoneyCell minor={row.priceMinor} />,
      },
      { id: 'aliases', header: texts.aliases, width: 280, cell: (row) => row.aliases.join(', ') },
    ],
    [texts],
  )
  const { products, unmatched = [], may } = list.data ?? {}
  const add = may?.edit && <Button onClick={() => setAdding(true)}>{texts.add}</Button>
  return (
    <Page title={texts.title} actions={add}>
      {unmatched.length > 0 && (
        <UnmatchedProducts
          unmatched={unmatched}
          products={products ?? []}
          mayEdit={may?.edit ?? false}
          onChanged={refresh}
        />
      )}
      <Section title={texts.title} flush>
        <DataTable
          id="clients.products"
          label={texts.title}
          columns={columns}
          rows={products}
          rowKey={(row) => row.id}
          error={list.error}
          onRepeat={() => void list.refetch()}
          height="auto"
          card={(row) => <TwoLines first={row.name} second={row.group} />}
          empty={
            <EmptyState
              icon={IconTags}
              title={texts.empty}
              text={texts.emptyText}
              steps={texts.emptySteps}
              action={add}
            />
          }
        />
      </Section>
      <SidePanel opened={isAdding} onClose={() => setAdding(false)} title={texts.add}>
        {isAdding && (
          <ProductForm
            onDone={() => {
              setAdding(false)
              refresh()
            }}
          />
        )}
      </SidePanel>
    </Page>
  )
}

const schema = clientsContract.addProduct['~orpc'].inputSchema

function ProductForm({ onDone }: { onDone: () => void }) {
  const { products: texts } = useClientsTexts()
  const form = useForm({
    schema: schema as NonNullable<typeof schema>,
    initial: { name: '', group: null, priceMinor: null },
    submit: async (values) => ({ ...(await api.clients.addProduct(values)), name: values.name }),
    onDone: ({ name, lines }) => {
      say(texts.added(name, lines))
      onDone()
    },
  })
  return (
    <Form form={form} submitLabel={texts.save} guard={false}>
      <TextInput label={texts.name} required {...form.text('name')} />
      <TextInput label={texts.group} {...form.text('group')} />
      <MoneyField label={texts.price} {...form.field('priceMinor')} />
    </Form>
  )
}
