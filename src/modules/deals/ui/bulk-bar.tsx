import { Button } from '@mantine/core'
import IconEdit from '@tabler/icons-react/dist/esm/icons/IconEdit.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PlanContacts } from '#modules/activities/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { Selection } from '#web/kit/table/data-table.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import type { filterInput } from './filters.ts'
import { useDealsTexts } from './use-deals.ts'

type Input = ReturnType<typeof filterInput>
const none: ReadonlySet<string> = new Set()

/** The chosen deals of the list: some of them by name, or all that its filters find. What is chosen is forgotten when the filters change. */
export function useBulk(input: Input, loaded: number): Selection | undefined {
  const texts = useDealsTexts()
  const words = texts.bulk
  const format = useFormat()
  const mayEdit = can(useViewer(), 'edit')
  const question = JSON.stringify(input)
  const [chosen, setChosen] = useState({ question, keys: none, isAll: false })
  const [opened, setOpened] = useState(false)
  const { keys, isAll } = chosen.question === question ? chosen : { keys: none, isAll: false }
  const all = useQuery({ queryKey: ['deals', 'totals', input], queryFn: () => api.deals.totals(input), enabled: isAll })
  if (!mayEdit) return undefined
  const count = isAll ? all.data?.count : keys.size
  const clear = () => setChosen({ question, keys: none, isAll: false })
  return {
    keys,
    change: (next) => setChosen({ question, keys: next, isAll: false }),
    ...(isAll && { said: words.allChosen(count === undefined ? '…' : format.number(count)) }),
    actions: (
      <>
        <Button size="compact-sm" leftSection={<IconEdit size={14} />} onClick={() => setOpened(true)}>
          {words.change}
        </Button>
        {!isAll && keys.size >= loaded && (
          <Button variant="subtle" size="compact-sm" onClick={() => setChosen({ question, keys, isAll: true })}>
            {words.chooseAll}
          </Button>
        )}
        {!isAll && <PlanContacts dealIds={[...keys]} onDone={clear} />}
        <BulkDialog
          opened={opened}
          onClose={() => setOpened(false)}
          onDone={clear}
          target={isAll ? { filter: input } : { ids: [...keys] }}
        />
      </>
    ),
  }
}
