import { Button, Menu } from '@mantine/core'
import { usePlansTexts } from './use-plans-texts.ts'
import type { Panel } from './use-slice.ts'

type Props = { mayEdit: boolean; onPanel: (panel: Panel) => void; onExport: () => void }

/** What can be done with the plan: approval and the way to fill it in sight, the rest in a menu. */
export function PlanActions({ mayEdit, onPanel, onExport }: Props) {
  const { actions } = usePlansTexts()
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">{actions.more}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onPanel('days')}>{actions.days}</Menu.Item>
          <Menu.Item onClick={() => onPanel('season')}>{actions.season}</Menu.Item>
          {mayEdit && <Menu.Item onClick={() => onPanel('yearSplit')}>{actions.yearSplit}</Menu.Item>}
          {mayEdit && <Menu.Item onClick={() => onPanel('copy')}>{actions.copy}</Menu.Item>}
          <Menu.Divider />
          <Menu.Item onClick={onExport}>{actions.export}</Menu.Item>
          {mayEdit && <Menu.Item onClick={() => onPanel('import')}>{actions.import}</Menu.Item>}
          <Menu.Divider />
          <Menu.Item onClick={() => onPanel('history')}>{actions.history}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={() => onPanel('approval')}>
        {actions.approval}
      </Button>
      {mayEdit && <Button onClick={() => onPanel('distribute')}>{actions.distribute}</Button>}
    </>
  )
}
