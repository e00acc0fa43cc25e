import { Button, TextInput } from '@mantine/core'
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { day } from '#core/http/contract.ts'
import { type Currency, currencies } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { DateCell, TwoLines } from '#web/kit/cells.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Form } from '#web/kit/form.tsx'
import { Page } from '#web/kit/page.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useUndoToast } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { rateText } from '../contract.ts'
import { can } from '../policy.ts'
import { currencyOptions } from './options.ts'
import { useOrgTexts } from './use-org.ts'

type Rate = { currency: Currency; validFrom: string; rate: string }

/** Rates by which deals in other currencies count in the company's own. */
export function RatesPage() {
  const texts = useOrgTexts()
  const viewer = useViewer()
  const client = useQueryClient()
  const undo = useUndoToast()
  const [isAdding, setAdding] = useState(false)
  const rates = useQuery({ queryKey: ['org', 'rates'], queryFn: () => api.org.rates({}) })
  const refresh = () => client.invalidateQueries({ queryKey: ['org', 'rates'] })
  const remove = useMutation({
    mutationFn: ({ currency, validFrom }: Rate) => api.org.removeRate({ currency, validFrom }),
    onSuccess: (_done, removed) => {
      void refresh()
      undo({ text: texts.rates.removed(removed.currency), onUndo: () => api.org.setRate(removed).then(refresh) })
    },
  })
  const mayEdit = can(viewer, 'editRates')
  const { mutate } = remove
  const columns = useMemo(
    (): Column<Rate>[] => [
      {
        id: 'currency',
        header: texts.rates.currency,
        always: true,
        width: 160,
        value: (rate) => rate.currency,
        cell: (rate) => rate.currency,
      },
      {
        id: 'from',
        header: texts.rates.validFrom,
        width: 140,
        value: (rate) => rate.validFrom,
        cell: (rate) => <DateCell day={rate.validFrom} as="numeric" />,
      },
      {
        id: 'rate',
        header: texts.rates.rate,
        align: 'end',
        width: 160,
        value: (rate) => Number(rate.rate),
        cell: (rate) => `${rate.rate.replace('.', ',')} ${viewer.currency}`,
      },
      {
        id: 'remove',
        header: '',
        width: 110,
        always: true,
        cell: (rate) =>
          mayEdit && (
            <Button variant="subtle" size="compact-sm" onClick={() => mutate(rate)}>
              {texts.rates.remove}
            </Button>
          ),
      },
    ],
    [texts, viewer.currency, mayEdit, mutate],
  )
  const add = mayEdit && <Button onClick={() => setAdding(true)}>{texts.rates.add}</Button>
  return (
    <Page title={texts.rates.title} scope={texts.rates.text(viewer.currency)} actions={add} layout="fill">
      <DataTable
        id="org.rates"
        label={texts.rates.title}
        columns={columns}
        rows={rates.data}
        rowKey={(rate) => `${rate.currency} ${rate.validFrom}`}
        error={rates.error ?? remove.error}
        onRepeat={() => void rates.refetch()}
        card={(rate) => (
          <TwoLines
            first={`${rate.currency} · ${rate.rate.replace('.', ',')} ${viewer.currency}`}
            second={<DateCell day={rate.validFrom} as="numeric" />}
          />
        )}
        empty={<EmptyState icon={IconCoins} title={texts.rates.empty} text={texts.rates.emptyText} action={add} />}
      />
      <SidePanel opened={isAdding} onClose={() => setAdding(false)} title={texts.rates.add}>
        {isAdding && (
          <RateForm
            onDone={() => {
              setAdding(false)
              void refresh()
            }}
          />
        )}
      </SidePanel>
    </Page>
  )
}

const schema = z.object({
  currency: z.enum(currencies),
  validFrom: day,
  rate: z
    .string()
    .trim()
    .transform((text) => text.replace(',', '.'))
    .pipe(rateText),
})

function RateForm({ onDone }: { onDone: () => void }) {
  const texts = useOrgTexts()
  const viewer = useViewer()
  const { language } = useLanguage()
  const form = useForm({
    schema,
    initial: { currency: null, validFrom: viewer.today, rate: '' },
    submit: (values) => api.org.setRate(values),
    onDone,
    fieldErrors: { rate: texts.rates.wrong },
  })
  const options = currencyOptions(language).filter(({ value }) => value !== viewer.currency)
  return (
    <Form form={form} submitLabel={texts.rates.save} guard={false}>
      <Choice
        label={texts.rates.currency}
        options={options}
        {...form.field('currency')}
        onChange={(currency) => form.set('currency', currency)}
      />
      <TextInput type="date" label={texts.rates.validFrom} {...form.text('validFrom')} />
      <TextInput
        label={texts.rates.rate}
        inputMode="decimal"
        rightSection={viewer.currency}
        rightSectionWidth={56}
        {...form.text('rate')}
      />
    </Form>
  )
}
