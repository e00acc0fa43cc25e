import { Button } from '@mantine/core'
import { useKitTexts } from '../use-kit-texts.ts'
import css from './data-table.module.css'
import type { Selection } from './data-table.tsx'

export function SelectionBar({ selection }: { selection: Selection }) {
  const texts = useKitTexts()
  return (
    <div className={css.selection} role="status">
      <strong>{selection.said ?? texts.table.selected(selection.keys.size)}</strong>
      {selection.actions}
      <Button variant="subtle" size="compact-sm" onClick={() => selection.change(new Set())}>
        {texts.table.clearSelection}
      </Button>
    </div>
  )
}
