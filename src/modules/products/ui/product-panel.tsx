import { Button, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useForm } from '#web/kit/use-form.ts'
import { productFields } from '../contract.ts'
import { PriceHistory } from './price-history.tsx'
import css from './products.module.css'
import { type Product, useProductsTexts } from './use-products.ts'
import { useVatOptions, vatFromOption, vatToOption } from './vat-options.ts'

interface Props {
  /** Of the address: a product, 'new', or nothing when the panel is shut. */
  id: string | undefined
  product: Product | undefined
  mayEdit: boolean
  onClose: () => void
}

/** One product at the right edge: its fields, prices from day to day, archive. */
export function ProductPanel({ id, product, mayEdit, onClose }: Props) {
  const texts = useProductsTexts()
  const isNew = id === 'new'
  return (
    <SidePanel opened={isNew || product !== undefined} onClose={onClose} title={isNew ? texts.addTitle : product?.name}>
      {isNew && mayEdit && <ProductForm onDone={onClose} />}
      {product && (
        <div key={product.id} className={css.panel}>
          {mayEdit && <ProductForm product={product} onDone={onClose} />}
          <PriceHistory product={product} mayEdit={mayEdit} />
          {mayEdit && <ArchiveButton product={product} onDone={onClose} />}
        </div>
      )}
    </SidePanel>
  )
}

/** Of goods and services since 2026, in per cent. */
const RUSSIAN_VAT = 22

const schema = productFields.extend({ vat: z.string() })

function ProductForm({ product, onDone }: { product?: Product; onDone: () => void }) {
  const { currency } = useFormat()
  const texts = useProductsTexts()
  const client = useQueryClient()
  const vatOptions = useVatOptions()
  const form = useForm({
    schema,
    version: product?.version,
    record: product && `product:${product.id}`,
    initial: {
      name: product?.name ?? '',
      code: product?.code ?? '',
      group: product?.group ?? '',
      unit: product?.unit ?? texts.usualUnit,
      priceMinor: null,
      costMinor: product?.costMinor ?? null,
      vat: vatToOption(product ? product.vatPercent : currency === 'RUB' ? RUSSIAN_VAT : null),
    },
    submit: async ({ priceMinor, vat, ...values }, version) => {
      const given = {
        ...values,
        code: values.code ?? null,
        group: values.group ?? null,
        costMinor: values.costMinor ?? null,
        vatPercent: vatFromOption(vat),
      }
      if (!product) return { name: values.name, lines: (await api.products.add({ ...given, priceMinor })).lines }
      const saved = await api.products.edit({ ...given, id: product.id, version })
      return { name: values.name, lines: null, version: saved.version }
    },
    refresh: () => client.invalidateQueries({ queryKey: ['products'] }),
    onDone: ({ name, lines }) => {
      void client.invalidateQueries({ queryKey: ['products'] })
      say(lines === null ? texts.changed(name) : texts.added(name, lines))
      onDone()
    },
  })
  return (
    <Form form={form} submitLabel={texts.save} guard={false}>
      <TextInput label={texts.name} required {...form.text('name')} />
      <FieldRow>
        <TextInput label={texts.code} {...form.text('code')} />
        <TextInput label={texts.group} {...form.text('group')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={texts.unitLong} {...form.text('unit')} />
        <Select label={texts.vat} data={vatOptions} {...form.field('vat')} allowDeselect={false} />
      </FieldRow>
      <FieldRow>
        {!product && <MoneyField label={texts.price} {...form.field('priceMinor')} />}
        <MoneyField label={texts.cost} description={texts.costHint} {...form.field('costMinor')} />
      </FieldRow>
    </Form>
  )
}

function ArchiveButton({ product, onDone }: { product: Product; onDone: () => void }) {
  const texts = useProductsTexts()
  const errorText = useErrorText()
  const client = useQueryClient()
  const undo = useUndoToast()
  const put = useMutation({
    mutationFn: ({ version, archived }: { version: number; archived: boolean }) =>
      sendInTurn(`product:${product.id}`, version, (present) =>
        api.products.edit({ id: product.id, version: present, archived }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['products'] }),
    onSuccess: ({ version }, { archived }) => {
      if (!archived) return
      undo({
        text: texts.archivedNow(product.name),
        onUndo: () =>
          sendInTurn(`product:${product.id}`, version, (present) =>
            api.products.edit({ id: product.id, version: present, archived: false }),
          ).then(() => client.invalidateQueries({ queryKey: ['products'] })),
      })
      onDone()
    },
  })
  return (
    <div>
      <Button
        variant="default"
        loading={put.isPending}
        onClick={() => put.mutate({ version: product.version, archived: !product.archived })}
      >
        {product.archived ? texts.fromArchive : texts.toArchive}
      </Button>
      {put.error && (
        <p className={css.problem} role="alert">
          {errorText(put.error)}
        </p>
      )}
    </div>
  )
}
