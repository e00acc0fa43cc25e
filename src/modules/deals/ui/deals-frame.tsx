import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import type { ReactNode } from 'react'
import { KeyHint } from '#web/kit/key-hint.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { useNewKey } from '#web/kit/use-new-key.ts'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { DealPanel } from './deal-panel.tsx'
import type { DealsSearch } from './filters.ts'
import { NewDeal } from './new-deal.tsx'
import { useDealsTexts, useReference } from './use-deals.ts'
import { ViewSwitch } from './view-switch.tsx'

type Props = {
  view: 'list' | 'board'
  search: Partial<DealsSearch>
  change: (patch: { deal?: string | undefined; new?: '1' | undefined }) => void
  scope?: ReactNode
  filters: ReactNode
  /** Beside the switch of views: taking the list out as a file. */
  actions?: ReactNode
  children: ReactNode
}

/** What the list and the board have in common: title, switch, a new deal, the card at the right. */
export function DealsFrame({ view, search, change, scope, filters, actions, children }: Props) {
  const texts = useDealsTexts()
  const phone = usePhone()
  const go = useGo()
  const { data: reference } = useReference()
  const mayCreate = can(useViewer(), 'create')
  useNewKey(mayCreate ? () => change({ new: '1' }) : undefined)
  return (
    <Page
      title={texts.title}
      scope={scope}
      layout="fill"
      filters={filters}
      actions={
        <>
          {actions}
          <ViewSwitch view={view} search={search} />
          {mayCreate && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={phone ? undefined : <KeyHint keys="N" />}
              onClick={() => change({ new: '1' })}
            >
              {texts.newDeal}
            </Button>
          )}
        </>
      }
    >
      {children}
      <DealPanel id={search.deal} onClose={() => change({ deal: undefined })} />
      <NewDeal
        opened={search.new === '1' && mayCreate && reference !== undefined}
        pipelineId={search.pipeline}
        onClose={() => change({ new: undefined })}
        onMade={(deal) => (phone ? go({ to: `/deals/${deal.id}` }) : change({ new: undefined, deal: deal.id }))}
      />
    </Page>
  )
}
