import { VAT_PERCENTS, type VatPercent } from '../calc/line-sums.ts'
import { useProductsTexts } from './use-products.ts'

const NONE = 'none'

/** Rates of VAT for a choice, «без НДС» first. */
export function useVatOptions() {
  const texts = useProductsTexts()
  return [null, ...VAT_PERCENTS].map((percent) => ({ value: vatToOption(percent), label: texts.vatOf(percent) }))
}

export const vatToOption = (percent: number | null): string => (percent === null ? NONE : String(percent))

export function vatFromOption(option: string): VatPercent | null {
  return VAT_PERCENTS.find((percent) => String(percent) === option) ?? null
}
