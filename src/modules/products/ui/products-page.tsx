import { Button, Switch } from '@mantine/core'
import IconTags from '@tabler/icons-react/dist/esm/icons/IconTags.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import {
  ExportMenu,
  FilterBuilder,
  ListFilters,
  LostConditions,
  usableFilter,
  useListView,
} from '#modules/lists/ui/api.tsx'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DiscountLimits } from './discount-limits.tsx'
import { PastePriceList } from './paste-price-list.tsx'
import { ProductPanel } from './product-panel.tsx'
import { UnmatchedProducts } from './unmatched-products.tsx'
import { useProductFields } from './use-list-fields.ts'
import { type Product, useProducts, useProductsTexts } from './use-products.ts'

const filtersSchema = z.object({
  text: z.string().optional(),
  archive: z.stringbool().default(false),
  /** Conditions put together with «and» and «or». */
  where: z.string().optional(),
  /** A saved view. */
  view: z.string().optional(),
  product: z.string().optional(),
})

/** The price list with its history, names that nobody has matched, and the limits of discounts. */
export function ProductsPage() {
  const texts = useProductsTexts()
  const format = useFormat()
  const client = useQueryClient()
  const [filters, change] = useSearchState(filtersSchema)
  const [isPasting, setPasting] = useState(false)
  const view = useListView({ list: 'products.list', path: '/products', passing: ['product'] })
  const fields = useProductFields()
  const { text: where, isLost } = usableFilter(filters.where, fields)
  const list = useProducts(where)
  const phone = usePhone()
  const refresh = () => void client.invalidateQueries({ queryKey: ['products'] })
  const mayEdit = list.data?.may.edit ?? false
  const edits = useProductEdits(mayEdit)
  const columns = useMemo(
    (): Column<Product>[] => [
      {
        id: 'name',
        ...edits.name,
        header: texts.name,
        always: true,
        width: 260,
        value: (row) => row.name,
        cell: (row) => (row.archived ? <TwoLines first={row.name} second={texts.archived} /> : row.name),
      },
      {
        id: 'code',
        ...edits.code,
        header: texts.code,
        width: 100,
        value: (row) => row.code ?? '',
        cell: (row) => row.code,
      },
      {
        id: 'group',
        ...edits.group,
        header: texts.group,
        width: 150,
        value: (row) => row.group ?? '',
        cell: (row) => row.group,
      },
      { id: 'unit', ...edits.unit, header: texts.unit, width: 60, cell: (row) => row.unit },
      {
        id: 'price',
        header: texts.price,
        width: 130,
        align: 'end',
        value: (row) => row.priceMinor ?? 0,
        cell: (row) =>
          row.next ? (
            <TwoLines
              first={<MoneyCell minor={row.priceMinor} />}
              second={texts.nextPrice(format.day(row.next.fromOn), format.money(row.next.priceMinor))}
            />
          ) : (
            <MoneyCell minor={row.priceMinor} />
          ),
      },
      {
        id: 'vat',
        header: texts.vat,
        width: 70,
        align: 'end',
        value: (row) => row.vatPercent ?? -1,
        cell: (row) => texts.vatOf(row.vatPercent),
      },
      { id: 'aliases', header: texts.aliases, width: 190, cell: (row) => row.aliases.join(', ') },
    ],
    [texts, format, edits],
  )
  const { products, unmatched = [], may } = list.data ?? {}
  const shown = useMemo(() => filtered(products, filters), [products, filters])
  const buttons = may?.edit && (
    <>
      <Button variant="default" onClick={() => setPasting(true)}>
        {texts.paste.open}
      </Button>
      <Button onClick={() => change({ product: 'new' })}>{texts.add}</Button>
    </>
  )
  const hasArchive = products?.some(({ archived }) => archived)
  return (
    <Page
      title={texts.title}
      actions={
        <>
          {!phone && (
            <ExportMenu
              list={view.tabs.list}
              question={() => ({
                filter: {
                  ...(filters.text && { text: filters.text }),
                  ...(filters.archive && { archive: true }),
                  ...(where && { where }),
                },
                columns: view.shown(columns),
              })}
            />
          )}
          {buttons}
        </>
      }
      filters={
        <ListFilters view={view}>
          <FilterBar
            search={{
              value: filters.text ?? '',
              onChange: (text) => change({ text: text || undefined }),
              placeholder: texts.search,
            }}
            onReset={filters.text || filters.where ? () => change({ text: undefined, where: undefined }) : undefined}
            end={
              hasArchive && (
                <Switch
                  label={texts.showArchive}
                  checked={filters.archive}
                  onChange={(event) => change({ archive: event.currentTarget.checked })}
                />
              )
            }
          >
            <FilterBuilder fields={fields} value={filters.where} onChange={(next) => change({ where: next })} />
          </FilterBar>
        </ListFilters>
      }
    >
      {isLost && <LostConditions onMend={() => change({ where })} />}
      {unmatched.length > 0 && (
        <UnmatchedProducts
          unmatched={unmatched}
          products={products ?? []}
          mayEdit={may?.edit ?? false}
          onChanged={refresh}
        />
      )}
      <Section title={texts.list} flush>
        <DataTable
          id={view.table}
          layout={view.proposed}
          label={texts.list}
          columns={columns}
          rows={shown}
          rowKey={(row) => row.id}
          rowTone={(row) => (row.archived ? 'quiet' : undefined)}
          onOpen={(row) => change({ product: row.id })}
          error={list.error}
          onRepeat={() => void list.refetch()}
          height="auto"
          card={(row) => (
            <TwoLines
              first={row.name}
              end={format.money(row.priceMinor)}
              second={[row.group, texts.vatOf(row.vatPercent)].filter(Boolean).join(' · ')}
            />
          )}
          empty={
            (products && products.length > 0) || where !== undefined ? (
              <NothingFound
                title={texts.nothingFound}
                text={texts.nothingFoundText}
                onReset={() => change({ text: undefined, where: undefined })}
              />
            ) : (
              <EmptyState
                icon={IconTags}
                title={texts.empty}
                text={texts.emptyText}
                steps={texts.emptySteps}
                action={buttons}
              />
            )
          }
        />
      </Section>
      <DiscountLimits />
      <ProductPanel
        id={filters.product}
        product={products?.find(({ id }) => id === filters.product)}
        mayEdit={may?.edit ?? false}
        onClose={() => change({ product: undefined })}
      />
      {isPasting && <PastePriceList onClose={() => setPasting(false)} onDone={refresh} />}
    </Page>
  )
}

/** How names, articles, groups and units are edited in their place. */
function useProductEdits(may: boolean) {
  const client = useQueryClient()
  return useMemo(() => {
    const put = async (
      { id, version }: Product,
      changes: Partial<Pick<Product, 'name' | 'code' | 'group' | 'unit'>>,
    ) => {
      try {
        await sendInTurn(`product:${id}`, version, (present) => api.products.edit({ id, version: present, ...changes }))
      } finally {
        await client.invalidateQueries({ queryKey: ['products'] })
      }
    }
    const text = (field: 'name' | 'code' | 'group' | 'unit', required: boolean): Pick<Column<Product>, 'edit'> =>
      may
        ? {
            edit: {
              kind: 'text',
              required,
              value: (row) => row[field] ?? '',
              save: (row, value) => put(row, { [field]: required ? value : value.trim() || null }),
            },
          }
        : {}
    return {
      name: text('name', true),
      code: text('code', false),
      group: text('group', false),
      unit: text('unit', true),
    }
  }, [client, may])
}

function filtered(products: readonly Product[] | undefined, { text, archive }: z.output<typeof filtersSchema>) {
  const wanted = text?.toLowerCase() ?? ''
  return products?.filter(
    ({ name, code, group, aliases, archived }) =>
      (archive || !archived) && [name, code, group, ...aliases].some((field) => field?.toLowerCase().includes(wanted)),
  )
}
