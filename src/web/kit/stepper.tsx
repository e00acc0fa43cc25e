import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import css from './stepper.module.css'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  steps: readonly { id: string; label: string }[]
  current: string
  /** Given for wizards that let one go back to a passed step. */
  onStep?: (id: string) => void
}

/** The steps of a wizard: passed, current, to come. */
export function Stepper({ steps, current, onStep }: Props) {
  const texts = useKitTexts()
  const at = steps.findIndex((step) => step.id === current)
  return (
    <nav aria-label={texts.step(at + 1, steps.length)}>
      <ol className={css.steps}>
        {steps.map((step, index) => {
          const state = index < at ? 'passed' : index === at ? 'current' : 'ahead'
          const body = (
            <>
              <span className={css.mark}>{state === 'passed' ? <IconCheck size={14} /> : index + 1}</span>
              <span className={css.label}>{step.label}</span>
            </>
          )
          return (
            <li key={step.id} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
              {onStep && state === 'passed' ? (
                <button type="button" onClick={() => onStep(step.id)}>
                  {body}
                </button>
              ) : (
                <span>{body}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
