import { Button } from '@mantine/core'
import css from './form.module.css'
import { useKitTexts } from './use-kit-texts.ts'
import type { Followed } from './use-followed.ts'

type Props = {
  of: Pick<Followed<object>, 'isInTheWay' | 'keepCurrent' | 'putMine'>
  /** Saves what is typed, over the change of the other. */
  onMine: () => void
}

/** Somebody changed what is being typed here: nothing is overwritten until the person has chosen. */
export function Theirs({ of: { isInTheWay, keepCurrent, putMine }, onMine }: Props) {
  const { field: words } = useKitTexts()
  if (!isInTheWay) return null
  return (
    <div role="status" className={css.theirs}>
      <span>
        {words.changedMeanwhile} {words.nothingOverwritten}
      </span>
      <div className={css.buttons}>
        <Button variant="default" onClick={keepCurrent}>
          {words.keepCurrent}
        </Button>
        <Button
          onClick={() => {
            putMine()
            onMine()
          }}
        >
          {words.putMine}
        </Button>
      </div>
    </div>
  )
}
