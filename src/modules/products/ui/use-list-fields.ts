import { useMemo } from 'react'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { productFieldsOfList, vatChoices } from '../calc/list-fields.ts'
import { useProductsTexts } from './use-products.ts'

/** What the price list can be filtered by. */
export function useProductFields(): readonly BuilderField[] {
  const texts = useProductsTexts()
  return useMemo(() => {
    const vat = vatChoices.map((value) => ({ value, label: texts.vatOf(value === 'none' ? null : Number(value)) }))
    return productFieldsOfList.map((field): BuilderField => {
      const label = texts.fields[field.id]
      return field.id === 'vat' ? { ...field, label, options: vat } : { ...field, label }
    })
  }, [texts])
}
