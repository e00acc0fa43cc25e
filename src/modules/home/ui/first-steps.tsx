import { Button } from '@mantine/core'
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { plansTarget } from '#modules/plans/ui/api.tsx'
import { Section } from '#web/kit/page.tsx'
import { useGo, type Target } from '#web/kit/routing.tsx'
import css from './home.module.css'
import { useHomeTexts } from './use-home.ts'

type Start = { today: string; hasDeals: boolean; hasSellers: boolean; hasPlan: boolean }

/** An empty company: what to do first, what is done already. */
export function FirstSteps({ start }: { start: Start }) {
  const { start: words } = useHomeTexts()
  const go = useGo()
  const steps: { id: keyof typeof words.steps; isDone: boolean; target: Target }[] = [
    { id: 'deals', isDone: start.hasDeals, target: { to: '/imports' } },
    { id: 'people', isDone: start.hasSellers, target: { to: '/people' } },
    { id: 'plan', isDone: start.hasPlan, target: plansTarget(Number(start.today.slice(0, 4))) },
  ]
  const next = steps.find((step) => !step.isDone)?.id
  return (
    <Section title={words.title} hint={words.text}>
      <ol className={css.steps}>
        {steps.map(({ id, isDone, target }) => (
          <li key={id} data-done={isDone || undefined}>
            <h3>
              {words.steps[id].title}
              {isDone && (
                <span>
                  <IconCircleCheck size={16} aria-hidden /> {words.done}
                </span>
              )}
            </h3>
            <p>{words.steps[id].text}</p>
            {id === 'deals' ? (
              <ImportButton variant={id === next ? 'filled' : 'default'}>{words.steps[id].action}</ImportButton>
            ) : (
              <Button variant={id === next ? 'filled' : 'default'} onClick={() => go(target)}>
                {words.steps[id].action}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
