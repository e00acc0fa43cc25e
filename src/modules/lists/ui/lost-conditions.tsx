import { Button } from '@mantine/core'
import css from './list-filters.module.css'
import { useListsTexts } from './use-lists-texts.ts'

/** Said over a list when some conditions of its address speak of what is no more; the others hold. */
export function LostConditions({ onMend }: { onMend: () => void }) {
  const texts = useListsTexts().filter
  return (
    <p className={css.lost} role="status">
      {texts.lostHere}
      <Button variant="subtle" size="compact-sm" onClick={onMend}>
        {texts.mend}
      </Button>
    </p>
  )
}
