import { useFormat } from '#web/i18n/use-format.tsx'
import { None } from '#web/kit/cells.tsx'
import { FigureRow, type RowFigure } from '#web/kit/figure-row.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Profile } from './seller-page.tsx'
import { useSellersTexts } from './use-sellers.ts'

/** Above so much of a year's sales from one client the seller depends on him. */
const DEPENDENT = 0.3
const FEW_NEW = 0.1

/** Sales, new clients, the largest client, and what waits for the seller now. */
export function SellerHands({ profile }: { profile: Profile }) {
  const words = useSellersTexts().profile
  const format = useFormat()
  const { clients, load, person } = profile
  const of = (key: string) => profile.figures.find((figure) => figure.key === key)
  const [attainment, open, money, activities] = [
    of('attainment'),
    of('openDeals'),
    of('openPipeline'),
    of('activities'),
  ]
  const fresh = of('newClientsShare')
  const perDay = load.workedDays > 0 ? (activities?.value ?? 0) / load.workedDays : null
  const isDependent = (clients.top?.share ?? 0) > DEPENDENT
  const figures: RowFigure[] = [
    {
      id: 'sales',
      label: words.sales,
      value: format.moneyCompact(of('sales')?.value ?? null),
      detail: attainment?.value == null ? words.noPlan : words.ofPlan(format.share(attainment.value, { digits: 0 })),
    },
    {
      id: 'new',
      label: words.fresh,
      value: fresh?.value == null ? <None why={words.noSales} /> : format.share(fresh.value, { digits: 0 }),
      detail: fresh?.value == null ? undefined : words.n(format.number(fresh.n)),
      tone: fresh?.value != null && !fresh.small && fresh.value < FEW_NEW ? 'behind' : undefined,
    },
    {
      id: 'top',
      label: words.dependency,
      value: clients.top ? format.share(clients.top.share, { digits: 0 }) : <None why={words.noSales} />,
      detail: clients.top && (
        <>
          {isDependent && `${words.dependent}: `}
          {clients.top.id ? (
            clients.top.name ? (
              <Link to={`/clients/companies/${clients.top.id}`}>{clients.top.name}</Link>
            ) : (
              words.hiddenClient
            )
          ) : (
            words.noClient
          )}
        </>
      ),
      tone: isDependent ? 'behind' : undefined,
    },
    {
      id: 'open',
      label: words.open,
      value: (
        <Link to="/deals" search={{ owner: person.id }}>
          {format.number(open?.value ?? null)}
        </Link>
      ),
      detail: format.moneyCompact(money?.value ?? null),
    },
    {
      id: 'step',
      label: words.withoutStep,
      value: format.number(load.withoutStep),
      detail: words.ofOpen(format.share(open?.value ? load.withoutStep / open.value : null, { digits: 0 })),
      tone: load.withoutStep > 0 ? 'behind' : undefined,
    },
    {
      id: 'tasks',
      label: words.tasks,
      value: format.number(load.tasksOpen),
      detail: words.overdue(format.number(load.tasksOverdue)),
      tone: load.tasksOverdue > 0 ? 'behind' : undefined,
    },
    {
      id: 'day',
      label: words.perDay,
      value: perDay === null ? <None why={words.notWorked} /> : format.number(perDay, { digits: 1 }),
      detail: words.days(format.number(load.workedDays)),
    },
  ]
  return <FigureRow figures={figures} />
}
