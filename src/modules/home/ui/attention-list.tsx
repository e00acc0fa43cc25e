import { Button } from '@mantine/core'
import { useState } from 'react'
import { useCaseTitle } from '#modules/cases/ui/api.tsx'
import { useHygieneTexts } from '#modules/hygiene/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { ItemActions } from './attention-actions.tsx'
import { lineOf } from './attention-line.ts'
import css from './home.module.css'
import { useAttention, useHomeTexts } from './use-home.ts'

const SHOWN_ON_PHONE = 6

/** One list of what needs a hand now, the most money first; each line says why, leads there, and can be acted on or put off. */
export function AttentionList({ title, isMine = false }: { title: string; isMine?: boolean }) {
  const texts = useHomeTexts()
  const format = useFormat()
  const [withHidden, setWithHidden] = useState(false)
  const { data, error, refetch } = useAttention(withHidden)
  const words = texts.attention
  const hygiene = useHygieneTexts()
  const caseTitle = useCaseTitle()
  const [isWhole, setWhole] = useState(false)
  const isShort = usePhone() && !isWhole && (data?.items.length ?? 0) > SHOWN_ON_PHONE
  const count = data && (data.hasMore ? words.more(data.items.length) : format.number(data.items.length))
  const hidden = data ? data.snoozed + data.learnt : 0
  return (
    <Section
      title={title}
      hint={[words.hint, data && data.items.length > 0 && count].filter(Boolean).join(' · ')}
      actions={
        (hidden > 0 || withHidden) && (
          <Button variant="subtle" aria-pressed={withHidden} onClick={() => setWithHidden(!withHidden)}>
            {withHidden ? words.hideAgain : words.showHidden(hidden)}
          </Button>
        )
      }
      flush
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <div className={css.padded}>
          <SkeletonText lines={10} />
        </div>
      ) : data.items.length === 0 ? (
        <div className={css.padded}>
          <p className={css.calm}>{words.none}</p>
          <p className={css.quiet}>{words.noneHint}</p>
        </div>
      ) : (
        <ul className={css.attention} aria-label={title}>
          {(isShort ? data.items.slice(0, SHOWN_ON_PHONE) : data.items).map((item) => {
            const line = lineOf(item, { words, hygiene, format, isMine, caseTitle })
            const { icon: Icon } = line
            return (
              <li key={item.key} data-off={item.hidden ?? undefined}>
                <Link {...line.target}>
                  <Icon size={16} stroke={1.75} />
                  <span className={css.what}>
                    <b>{line.title}</b>
                    {line.detail && <small>{line.detail}</small>}
                  </span>
                  <span className={css.money} title={format.money(item.amountMinor)}>
                    {item.amountMinor === null ? <small>{words.noMoney}</small> : format.moneyCompact(item.amountMinor)}
                  </span>
                  <span className={css.why}>
                    {item.hidden ? `${words.hidden[item.hidden]} · ${line.why}` : line.why}
                  </span>
                </Link>
                <ItemActions item={item} title={line.title} />
              </li>
            )
          })}
          {isShort && (
            <li>
              <Button fullWidth variant="subtle" onClick={() => setWhole(true)}>
                {words.showAll(data.items.length)}
              </Button>
            </li>
          )}
        </ul>
      )}
    </Section>
  )
}
