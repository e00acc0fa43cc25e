import { Autocomplete } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { effectiveDiscountBp } from '../calc/discount.ts'
import { lineSum, type VatMode } from '../calc/line-sums.ts'
import { type DraftField, type LineDraft, readDraft, withProduct } from './line-draft.ts'
import css from './lines.module.css'
import { type Product, useProductsTexts } from './use-products.ts'
import { useVatOptions, vatFromOption, vatToOption } from './vat-options.ts'

const MOST_SHOWN = 30

interface Props {
  index: number
  draft: LineDraft
  mode: VatMode
  currency: Currency
  limitBp: number
  products: readonly Product[]
  mayEdit: boolean
  wrong: DraftField | null
  onChange: (change: Partial<LineDraft>) => void
  onRemove: () => void
}

/** One line: fields without frames, its sum, and how far it lies below the price list. */
export function LineRow({
  index,
  draft,
  mode,
  currency,
  limitBp,
  products,
  mayEdit,
  wrong,
  onChange,
  onRemove,
}: Props) {
  const { lines: texts } = useProductsTexts()
  const { language } = useLanguage()
  const format = formats(language)
  const vatOptions = useVatOptions()
  const { line } = readDraft(draft, currency, language)
  const belowBp = line ? effectiveDiscountBp({ ...line, listPriceMinor: draft.listPriceMinor }) : 0
  const offered = products.filter(({ archived }) => !archived)
  const name = draft.productName || texts.row(index + 1)
  const choose = (value: string) => {
    const product = offered.find((one) => one.name === value)
    onChange(
      product
        ? withProduct(draft, product, currency, (figure, digits) => format.number(figure, { digits }))
        : { productName: value, productId: null, listPriceMinor: null },
    )
  }
  const text = (field: 'quantity' | 'price' | 'discount' | 'unit', label: string) => (
    <input
      className={css.input}
      data-wrong={wrong === field || undefined}
      aria-invalid={wrong === field || undefined}
      aria-label={`${label}, ${name}`}
      inputMode={field === 'unit' ? 'text' : 'decimal'}
      readOnly={!mayEdit}
      value={draft[field]}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <tr data-row={index}>
      <td data-cell="product" data-label={texts.product}>
        <Autocomplete
          variant="unstyled"
          className={css.product ?? ''}
          aria-label={texts.product}
          placeholder={texts.product}
          title={draft.productName}
          aria-invalid={wrong === 'productName' || undefined}
          data={offered.map((one) => one.name)}
          limit={MOST_SHOWN}
          readOnly={!mayEdit}
          value={draft.productName}
          onChange={choose}
          comboboxProps={{ shadow: 'md', width: 360, position: 'bottom-start' }}
        />
        {draft.productName !== '' && draft.productId === null && (
          <small className={css.warning}>{texts.unmatched}</small>
        )}
        {belowBp > 0 && draft.listPriceMinor !== null && (
          <small className={belowBp > limitBp ? css.warning : css.quiet}>
            {texts.listPrice(format.moneyExact(draft.listPriceMinor, currency))},{' '}
            {texts.below(format.share(belowBp / 10_000, { digits: belowBp % 100 === 0 ? 0 : 2 }))}
          </small>
        )}
      </td>
      <td data-cell="quantity" data-number data-label={texts.quantity}>
        {text('quantity', texts.quantity)}
      </td>
      <td data-cell="unit" data-label={texts.unit}>
        {text('unit', texts.unit)}
      </td>
      <td data-cell="price" data-number data-label={texts.price}>
        {text('price', texts.price)}
      </td>
      <td data-cell="discount" data-number data-label={texts.discount}>
        {text('discount', texts.discount)}
      </td>
      <td data-cell="vat" data-label={texts.vat}>
        <select
          className={css.input}
          aria-label={`${texts.vat}, ${name}`}
          disabled={!mayEdit}
          value={vatToOption(draft.vatPercent)}
          onChange={(event) => onChange({ vatPercent: vatFromOption(event.currentTarget.value) })}
        >
          {vatOptions.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </td>
      <td data-number data-label={texts.sum} className={css.sum}>
        {line ? format.moneyExact(lineSum(line, mode).totalMinor, currency) : format.noData}
      </td>
      <td className={css.remove}>
        {mayEdit && (
          <button type="button" aria-label={texts.remove(name)} title={texts.remove(name)} onClick={onRemove}>
            <IconX size={16} stroke={1.5} />
          </button>
        )}
      </td>
    </tr>
  )
}
