import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Choice } from '#web/kit/choice.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { type Product, type UnmatchedProduct, useProductsTexts } from './use-products.ts'
import css from './products.module.css'

interface Props {
  unmatched: readonly UnmatchedProduct[]
  products: readonly Product[]
  mayEdit: boolean
  onChanged: () => void
}

/** Names that deals use and no price list knows: one click matches each. */
export function UnmatchedProducts({ unmatched, products, mayEdit, onChanged }: Props) {
  const texts = useProductsTexts()
  const columns: Column<UnmatchedProduct>[] = [
    { id: 'name', header: texts.name, always: true, width: 300, cell: (row) => row.name },
    { id: 'lines', header: '', width: 130, cell: (row) => texts.inDeals(row.lines) },
    {
      id: 'match',
      header: '',
      always: true,
      width: 480,
      cell: (row) => mayEdit && <Match row={row} products={products} onChanged={onChanged} />,
    },
  ]
  return (
    <Section title={texts.unmatched} hint={texts.unmatchedHint} flush>
      <DataTable
        id="products.unmatched"
        label={texts.unmatched}
        columns={columns}
        rows={[...unmatched]}
        rowKey={(row) => row.name}
        height="auto"
        card={(row) => (
          <TwoLines
            first={`${row.name} · ${texts.inDeals(row.lines)}`}
            second={mayEdit && <Match row={row} products={products} onChanged={onChanged} />}
          />
        )}
        empty={null}
      />
    </Section>
  )
}

function Match({
  row,
  products,
  onChanged,
}: {
  row: UnmatchedProduct
  products: readonly Product[]
  onChanged: () => void
}) {
  const texts = useProductsTexts()
  const undo = useUndoToast()
  const [isChoosing, setChoosing] = useState(false)
  const match = useMutation({
    mutationFn: (productId: string) => api.products.match({ alias: row.name, productId }),
    onSuccess: ({ lines }, productId) => {
      onChanged()
      undo({
        text: texts.matched(row.name, lines),
        onUndo: () => api.products.unmatch({ alias: row.name, productId }).then(onChanged),
      })
    },
  })
  const add = useMutation({
    mutationFn: () => api.products.add({ name: row.name }),
    onSuccess: ({ lines }) => {
      onChanged()
      say(texts.added(row.name, lines))
    },
  })
  const isBusy = match.isPending || add.isPending
  if (isChoosing) {
    const options = products.filter(({ archived }) => !archived).map(({ id, name }) => ({ value: id, label: name }))
    return <Choice label={texts.choose} options={options} value={null} onChange={(id) => id && match.mutate(id)} />
  }
  const { proposal } = row
  return (
    <div className={css.unmatched}>
      {proposal && (
        <Button size="compact-sm" loading={match.isPending} disabled={isBusy} onClick={() => match.mutate(proposal.id)}>
          {texts.match(proposal.name)}
        </Button>
      )}
      <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => setChoosing(true)}>
        {texts.choose}
      </Button>
      <Button size="compact-sm" variant="subtle" disabled={isBusy} onClick={() => add.mutate()}>
        {texts.addAs}
      </Button>
    </div>
  )
}
