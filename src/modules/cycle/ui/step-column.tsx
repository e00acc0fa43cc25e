import type { ReactNode } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import css from './cycle.module.css'
import { type Step, useCycleTexts } from './use-cycle.ts'

const marks = { good: '✓', watch: '!', bad: '✕', none: '–' }

/** One step with its checks; each leads to where it is put right. */
export function StepColumn({ step, place }: { step: Step; place: number }) {
  const texts = useCycleTexts()
  const format = useFormat()
  const health = step.health
  const tone = health === null ? 'none' : health >= 0.95 ? 'good' : health >= 0.6 ? 'watch' : 'bad'
  return (
    <section className={css.step} data-tone={tone} aria-label={texts.steps[step.step]}>
      <header>
        <small>{place}</small>
        <h2>{texts.steps[step.step]}</h2>
        <b title={texts.health}>{health === null ? format.noData : format.share(health, { digits: 0 })}</b>
      </header>
      <div className={css.bar} aria-hidden>
        <i style={{ inlineSize: `${(health ?? 0) * 100}%` }} />
      </div>
      <ul>
        {step.checks.map(({ code, state, done, total, path }) => {
          const words = state === 'none' ? texts.none : texts.of(format.number(done), format.number(total))
          return (
            <li key={code} data-state={state}>
              <Where path={path}>
                <i aria-hidden>{marks[state]}</i>
                <span>{texts.checks[code]}</span>
                <small>{words}</small>
              </Where>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Where({ path, children }: { path: string | null; children: ReactNode }) {
  if (path === null) return <span className={css.check}>{children}</span>
  return (
    <Link to={path} className={css.check}>
      {children}
    </Link>
  )
}
