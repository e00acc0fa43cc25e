import { Button } from '@mantine/core'
import IconCalendarPlus from '@tabler/icons-react/dist/esm/icons/IconCalendarPlus.mjs'
import { lazy, Suspense, useState } from 'react'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useActivityTexts, useMayAdd } from './use-activities.ts'

const BulkPlanDays = lazy(() => import('./bulk-plan-days.tsx').then((loaded) => ({ default: loaded.BulkPlanDays })))

/** More than so many are planned in parts. */
const MOST = 300

/** For the bar of a list: spreads contacts about the chosen deals over free days. */
export function PlanContacts({ dealIds, onDone }: { dealIds: readonly string[]; onDone: () => void }) {
  const { bulk: words } = useActivityTexts()
  const mayAdd = useMayAdd()
  const [opened, setOpened] = useState(false)
  if (!mayAdd || dealIds.length === 0 || dealIds.length > MOST) return null
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCalendarPlus size={14} />}
        onClick={() => setOpened(true)}
      >
        {words.planChosen}
      </Button>
      <SidePanel opened={opened} onClose={() => setOpened(false)} title={words.planTitle(dealIds.length)} width={640}>
        {opened && (
          <Suspense fallback={<SkeletonText lines={8} />}>
            <BulkPlanDays
              targets={dealIds.map((dealId) => ({ dealId }))}
              onDone={() => {
                setOpened(false)
                onDone()
              }}
            />
          </Suspense>
        )}
      </SidePanel>
    </>
  )
}
