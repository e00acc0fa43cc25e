import { Button } from '@mantine/core'
import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { FirmForm } from './firm-form.tsx'
import css from './payments.module.css'
import { type Firm, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

/** The company's own firms: what stands in their invoices, and how these are numbered. */
export function RequisitesPage() {
  const { requisites: texts } = usePaymentsTexts()
  const [opened, setOpened] = useState<string | null>(null)
  const query = useQuery({ queryKey: ['payments', 'firms'], queryFn: () => api.payments.firms({}) })
  if (query.error && !query.data)
    return (
      <Page title={texts.title} width="narrow">
        <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
      </Page>
    )
  const { firms, may } = query.data ?? {}
  const add = may?.edit && <Button onClick={() => setOpened('new')}>{texts.add}</Button>
  const firm = firms?.find(({ id }) => id === opened)
  return (
    <Page title={texts.title} actions={add} width="narrow">
      <Section hint={texts.hint}>
        {!firms ? (
          <SkeletonText lines={3} />
        ) : firms.length === 0 ? (
          <EmptyState
            icon={IconBuildingBank}
            title={texts.empty}
            text={texts.emptyText}
            steps={texts.emptySteps}
            action={add}
          />
        ) : (
          <ul className={css.rows}>
            {firms.map((one) => (
              <li key={one.id}>
                <button type="button" className={css.plain} onClick={() => setOpened(one.id)}>
                  <span className={css.line}>
                    <strong>{one.name}</strong>
                    <span className={css.quiet}>
                      {one.archived ? texts.archived : texts.next(`${one.numberPrefix}${one.nextNumber}`)}
                    </span>
                  </span>
                  <small className={css.quiet}>
                    {[one.inn && `${texts.inn} ${one.inn}`, one.bankName, one.account].filter(Boolean).join(' · ')}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <SidePanel
        opened={opened === 'new' || firm !== undefined}
        onClose={() => setOpened(null)}
        title={firm?.name ?? texts.newTitle}
        width={560}
      >
        {(opened === 'new' || firm) && (
          <div className={css.panel}>
            <FirmForm key={firm?.id ?? 'new'} firm={firm} mayEdit={may?.edit ?? false} onDone={() => setOpened(null)} />
            {firm && may?.edit && <Archive firm={firm} />}
          </div>
        )}
      </SidePanel>
    </Page>
  )
}

function Archive({ firm }: { firm: Firm }) {
  const { requisites: texts } = usePaymentsTexts()
  const refresh = useRefreshPayments()
  const put = useMutation({
    mutationFn: () =>
      sendInTurn(`firm:${firm.id}`, firm.version, (version) =>
        api.payments.editFirm({ id: firm.id, version, archived: !firm.archived }),
      ),
    onSettled: refresh,
  })
  return (
    <div>
      <Button variant="default" loading={put.isPending} onClick={() => put.mutate()}>
        {firm.archived ? texts.fromArchive : texts.toArchive}
      </Button>
    </div>
  )
}
