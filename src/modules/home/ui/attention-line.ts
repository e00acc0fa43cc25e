import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs'
import IconMoonStars from '@tabler/icons-react/dist/esm/icons/IconMoonStars.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconTags from '@tabler/icons-react/dist/esm/icons/IconTags.mjs'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import IconTargetOff from '@tabler/icons-react/dist/esm/icons/IconTargetOff.mjs'
import IconTrendingDown from '@tabler/icons-react/dist/esm/icons/IconTrendingDown.mjs'
import { caseTarget, useCaseTitle } from '#modules/cases/ui/api.tsx'
import { type Reason, reasonText, type useHygieneTexts } from '#modules/hygiene/ui/api.tsx'
import { planFactTarget } from '#modules/planfact/ui/api.tsx'
import { plansTarget } from '#modules/plans/ui/api.tsx'
import type { Format } from '#web/i18n/use-format.tsx'
import type { NavIcon, Target } from '#web/kit/routing.tsx'
import type { Item } from '../contract.ts'
import type { HomeTexts } from '../texts.ru.ts'

export interface Line {
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

type Contacts = Extract<Item, { kind: 'norm' }>['contacts'][number]

interface Saying {
  caseTitle: ReturnType<typeof useCaseTitle>
  words: HomeTexts['attention']
  hygiene: ReturnType<typeof useHygieneTexts>
  format: Format
  isMine: boolean
}

/** What an item says: its name, why it is there, where it leads. */
export function lineOf(item: Item, { words, hygiene, format, isMine, caseTitle }: Saying): Line {
  const contacts = (all: readonly Contacts[]) =>
    all.map((one) => words.contacts(one.kind, one.done, one.norm)).join(', ')
  const some = (names: readonly string[]) =>
    names.slice(0, NAMED).join(', ') + (names.length > NAMED ? words.andMore(names.length - NAMED) : '')
  switch (item.kind) {
    case 'deal': {
      const [worst] = item.reasons
      const why = item.reasons.map((reason) => reasonText(reason, hygiene))
      return {
        icon: item.closingInDays === null && worst ? iconOf[worst.code] : IconTargetArrow,
        title: item.title,
        detail: [item.stageName, !isMine && item.ownerName].filter(Boolean).join(' · '),
        why: (item.closingInDays === null ? why : [words.closing(item.closingInDays), ...why]).join('; '),
        target: { to: `/deals/${item.dealId}` },
      }
    }
    case 'behind':
      return {
        icon: IconTrendingDown,
        title: item.name,
        why: [
          words.behind(format.moneyCompact(item.factMinor), format.moneyCompact(item.dueMinor)),
          contacts(item.contacts),
        ]
          .filter(Boolean)
          .join('; '),
        target: planFactTarget({ line: item.personId }),
      }
    case 'norm':
      return {
        icon: IconPhone,
        title: item.name,
        why: words.norm(contacts(item.contacts)),
        target: { to: '/norms' },
      }
    case 'case':
      return {
        icon: IconTargetOff,
        title: caseTitle(item),
        why: words.caseWaits[isMine && item.waits === 'decision' ? 'mine' : item.waits](format.day(item.openedOn)),
        target: caseTarget(item.caseId),
      }
    case 'abandoned':
      return {
        icon: IconMoonStars,
        title: words.abandoned(item.n, item.hasMore),
        why: words.abandonedWhy(item.days),
        target: { to: '/abandoned' },
      }
    case 'noPlan':
      return {
        icon: IconTargetArrow,
        title: words.noPlan(format.month(item.month)),
        why: words.noPlanFor(some(item.people)),
        target: plansTarget(Number(item.month.slice(0, 4))),
      }
    case 'unmatchedProducts':
      return {
        icon: IconTags,
        title: words.products(item.names.length),
        why: words.productLines(some(item.names), item.lines),
        target: { to: '/products' },
      }
  }
}
