import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs'
import IconMoonStars from '@tabler/icons-react/dist/esm/icons/IconMoonStars.mjs'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import IconTags from '@tabler/icons-react/dist/esm/icons/IconTags.mjs'
import IconTrendingDown from '@tabler/icons-react/dist/esm/icons/IconTrendingDown.mjs'
import { useState } from 'react'
import { type Reason, reasonText, useHygieneTexts } from '#modules/hygiene/ui/api.tsx'
import { planFactTarget } from '#modules/planfact/ui/api.tsx'
import { plansTarget } from '#modules/plans/ui/api.tsx'
import { type Format, useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link, type NavIcon, type Target } from '#web/kit/routing.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { Item } from '../contract.ts'
import type { HomeTexts } from '../texts.ru.ts'
import css from './home.module.css'
import { useAttention, useHomeTexts } from './use-home.ts'

const SHOWN_ON_PHONE = 6

/** One list of what needs a hand now, the most money first; each line says why and leads there. */
export function AttentionList({ title, isMine = false }: { title: string; isMine?: boolean }) {
  const texts = useHomeTexts()
  const format = useFormat()
  const { data, error, refetch } = useAttention()
  const words = texts.attention
  const hygiene = useHygieneTexts()
  const [isWhole, setWhole] = useState(false)
  const isShort = usePhone() && !isWhole && (data?.items.length ?? 0) > SHOWN_ON_PHONE
  const count = data && (data.hasMore ? words.more(data.items.length) : format.number(data.items.length))
  return (
    <Section
      title={title}
      hint={[words.hint, data && data.items.length > 0 && count].filter(Boolean).join(' · ')}
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
            const line = lineOf(item, { words, hygiene, format, isMine })
            const { icon: Icon } = line
            return (
              <li key={line.key}>
                <Link {...line.target}>
                  <Icon size={16} stroke={1.75} />
                  <span className={css.what}>
                    <b>{line.title}</b>
                    {line.detail && <small>{line.detail}</small>}
                  </span>
                  <span className={css.money} title={format.money(item.amountMinor)}>
                    {item.amountMinor === null ? <small>{words.noMoney}</small> : format.moneyCompact(item.amountMinor)}
                  </span>
                  <span className={css.why}>{line.why}</span>
                </Link>
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

interface Line {
  key: string
  icon: NavIcon
  title: string
  detail?: string
  why: string
  target: Target
}

const iconOf: Record<Reason['code'], NavIcon> = {
  noStep: IconAlertTriangle,
  overdueTask: IconAlertTriangle,
  overdueClose: IconAlertTriangle,
  pushedClose: IconHourglass,
  stuck: IconHourglass,
  silent: IconMoonStars,
  missingField: IconAlertTriangle,
  zeroAmount: IconAlertTriangle,
}
const NAMED = 3

interface Saying {
  words: HomeTexts['attention']
  hygiene: ReturnType<typeof useHygieneTexts>
  format: Format
  isMine: boolean
}

function lineOf(item: Item, { words, hygiene, format, isMine }: Saying): Line {
  const some = (names: readonly string[]) =>
    names.slice(0, NAMED).join(', ') + (names.length > NAMED ? words.andMore(names.length - NAMED) : '')
  switch (item.kind) {
    case 'deal': {
      const [worst] = item.reasons
      const why = item.reasons.map((reason) => reasonText(reason, hygiene))
      return {
        key: item.dealId,
        icon: item.closingInDays === null && worst ? iconOf[worst.code] : IconTargetArrow,
        title: item.title,
        detail: [item.stageName, !isMine && item.ownerName].filter(Boolean).join(' · '),
        why: (item.closingInDays === null ? why : [words.closing(item.closingInDays), ...why]).join('; '),
        target: { to: `/deals/${item.dealId}` },
      }
    }
    case 'behind':
      return {
        key: item.personId,
        icon: IconTrendingDown,
        title: item.name,
        why: words.behind(format.moneyCompact(item.factMinor), format.moneyCompact(item.dueMinor)),
        target: planFactTarget({ line: item.personId }),
      }
    case 'abandoned':
      return {
        key: 'abandoned',
        icon: IconMoonStars,
        title: words.abandoned(item.n, item.hasMore),
        why: words.abandonedWhy(item.days),
        target: { to: '/abandoned' },
      }
    case 'noPlan':
      return {
        key: 'noPlan',
        icon: IconTargetArrow,
        title: words.noPlan(format.month(item.month)),
        why: words.noPlanFor(some(item.people)),
        target: plansTarget(Number(item.month.slice(0, 4))),
      }
    case 'unmatchedProducts':
      return {
        key: 'unmatchedProducts',
        icon: IconTags,
        title: words.products(item.names.length),
        why: words.productLines(some(item.names), item.lines),
        target: { to: '/products' },
      }
  }
}
