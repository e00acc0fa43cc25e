import { Button } from '@mantine/core'
import IconCompass from '@tabler/icons-react/dist/esm/icons/IconCompass.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import css from './goals.module.css'
import { StrategyForm } from './strategy-form.tsx'
import { differences, linesOf } from './strategy-lines.ts'
import { useGoalsTexts } from './use-goals.ts'

type Props = { version: number | undefined; onVersion: (version: number | undefined) => void }

const useStrategy = (version: number | undefined, enabled = true) =>
  useQuery({
    queryKey: ['goals', 'strategy', version ?? 'latest'],
    queryFn: () => api.goals.strategy(version ? { version } : {}),
    enabled,
  })

/** The strategy on one page, its versions and what has changed between them. */
export function StrategyTab({ version, onVersion }: Props) {
  const texts = useGoalsTexts()
  const format = useFormat()
  const words = texts.strategy
  const [isWriting, setWriting] = useState(false)
  const [against, setAgainst] = useState<string | null>(null)
  const { data, error, refetch } = useStrategy(version)
  const other = useStrategy(Number(against), against !== null)
  if (error && !data) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonText lines={10} />
  const { current, versions, may } = data
  if (isWriting)
    return <StrategyForm current={current} latest={versions[0]?.version ?? 0} onClose={() => setWriting(false)} />
  if (!current)
    return (
      <EmptyState
        icon={IconCompass}
        title={words.empty.title}
        text={words.empty.text}
        action={may.write && <Button onClick={() => setWriting(true)}>{words.first}</Button>}
      />
    )
  const labels = versions.map((one) => ({
    value: String(one.version),
    label: words.version(one.version),
    detail: one.reason,
  }))
  const compared = other.data?.current
  return (
    <>
      <Section
        title={words.version(current.version)}
        hint={`${words.by(current.authorName ?? '', format.dateTime(current.at))} · ${current.reason}`}
        actions={may.write && <Button onClick={() => setWriting(true)}>{words.write}</Button>}
      >
        <div className={css.strategy}>
          {linesOf(current.body).map(({ id, lines }) => (
            <section key={id} data-part={id}>
              <h3>{words[id]}</h3>
              {id === 'summary' ? (
                lines.map((line) => <p key={line}>{line}</p>)
              ) : (
                <ul>
                  {lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              )}
            </section>
          ))}
        </div>
      </Section>
      <Section title={words.versions}>
        <div className={css.row}>
          <Choice
            label={words.versions}
            options={labels}
            value={String(current.version)}
            onChange={(next) => onVersion(next ? Number(next) : undefined)}
          />
          <Choice
            label={words.compare}
            clearable
            options={labels.filter(({ value }) => value !== String(current.version))}
            value={against}
            onChange={setAgainst}
          />
        </div>
        {compared && (
          <Differences
            earlier={compared.version < current.version ? compared : current}
            later={compared.version < current.version ? current : compared}
          />
        )}
      </Section>
    </>
  )
}

type Version = NonNullable<NonNullable<ReturnType<typeof useStrategy>['data']>['current']>

function Differences({ earlier, later }: { earlier: Version; later: Version }) {
  const words = useGoalsTexts().strategy
  const found = differences(earlier.body, later.body)
  if (found.length === 0) return <p className={css.quiet}>{words.same}</p>
  return (
    <div className={css.differences}>
      {found.map(({ id, added, removed }) => (
        <section key={id}>
          <h3>{words[id]}</h3>
          <ul>
            {added.map((line) => (
              <li key={`+${line}`} data-kind="added">
                <ins>{line}</ins> <small>{words.added}</small>
              </li>
            ))}
            {removed.map((line) => (
              <li key={`-${line}`} data-kind="removed">
                <del>{line}</del> <small>{words.removed}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
