import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { type CardPartProps, Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { ContractPanel } from './contract-panel.tsx'
import { InvoiceLine } from './invoices-view.tsx'
import { NewInvoice } from './new-invoice.tsx'
import css from './payments.module.css'
import { payerOf, WhatFor } from './what-for.tsx'
import { RecordPayment } from './record-payment.tsx'
import { ContractBadge } from './state-badge.tsx'
import { type Contract, type Money, useDealLines, useMoney, usePaymentsTexts } from './use-payments.ts'

export function DealMoney({ id }: CardPartProps) {
  return <CardMoney of={{ dealId: id }} />
}

export function CompanyMoney({ id }: CardPartProps) {
  return <CardMoney of={{ companyId: id }} />
}

type Subject = { dealId: string; companyId?: never } | { companyId: string; dealId?: never }
type Opened = 'invoice' | 'payment' | 'contract' | Contract | null

/** Contracts, invoices and payments of a deal or a client. */
function CardMoney({ of }: { of: Subject }) {
  const { card: texts } = usePaymentsTexts()
  const [opened, setOpened] = useState<Opened>(null)
  const query = useQuery({ queryKey: ['payments', 'money', of], queryFn: () => api.payments.money(of) })
  const { data: lines } = useDealLines(of.dealId)
  if (query.error) return <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
  if (!query.data) return <SkeletonText lines={5} />
  const { invoices, totals, may } = query.data
  const close = () => setOpened(null)
  const companyId = of.companyId ?? invoices.find(({ company }) => company)?.company?.id
  return (
    <div className={css.money}>
      {invoices.length > 0 && <Totals totals={totals} />}
      <section aria-label={texts.invoices}>
        <div className={css.head}>
          <h3>{texts.invoices}</h3>
          {may.write && of.dealId && (
            <Button variant="default" onClick={() => setOpened('invoice')}>
              {texts.newInvoice}
            </Button>
          )}
        </div>
        {invoices.length === 0 ? (
          <p className={css.quiet}>
            {texts.none} {of.dealId && texts.toLines}
          </p>
        ) : (
          <ul className={css.rows}>
            {invoices.map((invoice) => (
              <li key={invoice.id}>
                <Link to={`/invoices/${invoice.id}`}>
                  <InvoiceLine invoice={invoice} />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Receipts payments={query.data.payments} onPay={may.pay ? () => setOpened('payment') : undefined} />
      <section aria-label={texts.contracts}>
        <div className={css.head}>
          <h3>{texts.contracts}</h3>
          {may.write && (
            <Button variant="default" onClick={() => setOpened('contract')}>
              {texts.newContract}
            </Button>
          )}
        </div>
        <Contracts contracts={query.data.contracts} onOpen={setOpened} />
      </section>
      {opened === 'invoice' && of.dealId && (
        <NewInvoice dealId={of.dealId} contracts={query.data.contracts} onClose={close} />
      )}
      {opened === 'payment' && <RecordPayment {...of} companyId={companyId} onClose={close} />}
      {opened === 'contract' && (
        <ContractPanel subject={of} amountMinor={lines?.amountMinor} mayEdit={may.write} onClose={close} />
      )}
      {opened !== null && typeof opened === 'object' && (
        <ContractPanel subject={of} contract={opened} mayEdit={may.write} onClose={close} />
      )}
    </div>
  )
}

function Totals({ totals }: { totals: Money['totals'] }) {
  const { card: texts } = usePaymentsTexts()
  return (
    <FigureRow
      figures={[
        { id: 'invoiced', label: texts.invoiced, value: <MoneyCell minor={totals.invoicedMinor} short /> },
        { id: 'paid', label: texts.paid, value: <MoneyCell minor={totals.paidMinor} short /> },
        {
          id: 'owed',
          label: totals.overdueMinor > 0 ? texts.overdue : texts.owed,
          value: <MoneyCell minor={totals.overdueMinor > 0 ? totals.overdueMinor : totals.owedMinor} short />,
          tone: totals.overdueMinor > 0 ? 'bad' : undefined,
        },
      ]}
    />
  )
}

function Receipts({ payments, onPay }: { payments: Money['payments']; onPay: (() => void) | undefined }) {
  const { card: texts } = usePaymentsTexts()
  const format = useFormat()
  const money = useMoney()
  return (
    <section aria-label={texts.payments}>
      <div className={css.head}>
        <h3>{texts.payments}</h3>
        {onPay && (
          <Button variant="default" onClick={onPay}>
            {texts.pay}
          </Button>
        )}
      </div>
      {payments.length === 0 ? (
        <p className={css.quiet}>{texts.noPayments}</p>
      ) : (
        <ul className={css.rows}>
          {payments.map((payment) => (
            <li key={payment.id} data-void={payment.voided ? true : undefined}>
              <div>
                <span className={css.line}>
                  <span>
                    {format.dayFull(payment.paidOn)} <WhatFor payment={payment} />
                  </span>
                  <span className={css.figure}>{money(payment.amountMinor, payment.currency)}</span>
                </span>
                <small className={css.quiet}>{payerOf(payment)}</small>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Contracts({ contracts, onOpen }: { contracts: readonly Contract[]; onOpen: (contract: Contract) => void }) {
  const { card: texts, contract: words } = usePaymentsTexts()
  const format = useFormat()
  const money = useMoney()
  if (contracts.length === 0) return <p className={css.quiet}>{texts.noContracts}</p>
  return (
    <ul className={css.rows}>
      {contracts.map((contract) => (
        <li key={contract.id}>
          <button type="button" className={css.plain} onClick={() => onOpen(contract)}>
            <span className={css.line}>
              <span>
                {words.numbered(contract.number)}{' '}
                <small className={css.quiet}>{format.dayFull(contract.signedOn)}</small>
              </span>
              {contract.amountMinor !== null && (
                <span className={css.figure}>{money(contract.amountMinor, contract.currency)}</span>
              )}
            </span>
            <span className={css.line}>
              <ContractBadge state={contract.state} />
              {contract.validUntil && (
                <small className={css.quiet}>{words.until(format.dayFull(contract.validUntil))}</small>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
