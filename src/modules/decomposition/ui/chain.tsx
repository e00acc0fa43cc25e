import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, ShareCell } from '#web/kit/cells.tsx'
import { FigureLink } from '#web/kit/figure.tsx'
import { Section } from '#web/kit/page.tsx'
import { funnelTarget } from '#modules/funnel/ui/api.tsx'
import type { Need, PipelineNeed } from '../calc/decompose.ts'
import type { PipelineProfile, SellerProfile } from '../calc/profile.ts'
import css from './decomposition.module.css'
import { useEstimateFigure } from './estimate-figure.ts'
import { useDecompositionTexts } from './use-decomposition.ts'

type Props = { profile: SellerProfile; need: Need; days: number; months: number; personId: string }

/** Each pipeline from the leads down to the money: how many deals, how many go on, how many contacts each takes. */
export function Chain({ profile, need, days, months, personId }: Props) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const chains = need.pipelines.map((one) => {
    const own = profile.pipelines.find(({ pipelineId }) => pipelineId === one.pipelineId)
    if (!own) return null
    const share = need.targetMinor > 0 ? one.targetMinor / need.targetMinor : own.share
    return (
      <Section
        key={one.pipelineId}
        title={one.name}
        hint={`${format.moneyCompact(one.targetMinor)} · ${texts.chain.pipelineShare(format.share(share, { digits: 0 }))}`}
        flush
      >
        <PipelineTable need={one} own={own} days={days} months={months} personId={personId} />
      </Section>
    )
  })
  return (
    <>
      {chains}
      <WithoutBase need={need} />
    </>
  )
}

/** Pipelines whose part of the plan cannot be taken apart, each with its money. */
export function WithoutBase({ need }: { need: Need }) {
  const { chain: words } = useDecompositionTexts()
  const format = useFormat()
  return need.withoutBase.map(({ pipelineId, name, targetMinor }) => (
    <Section
      key={pipelineId}
      title={name}
      hint={`${format.moneyCompact(targetMinor)} · ${words.pipelineShare(
        format.share(need.targetMinor > 0 ? targetMinor / need.targetMinor : null, { digits: 0 }),
      )}`}
    >
      <p className={css.none}>
        <b>{words.noStages}</b> {words.noStagesText(format.money(Math.round(targetMinor)))}
      </p>
    </Section>
  ))
}

function PipelineTable({
  need,
  own,
  days,
  months,
  personId,
}: { need: PipelineNeed; own: PipelineProfile } & Omit<Props, 'profile' | 'need'>) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const words = texts.chain
  const figureOf = useEstimateFigure(months)
  const most = need.stages[0]?.deals ?? 1
  const number = (value: number) => format.number(value, { digits: value < 10 ? 1 : 0 })
  const list = funnelTarget({ pipeline: own.pipelineId, seller: [personId] })
  const search = own.work.filter(({ stageId, perDeal }) => stageId === null && (perDeal.value ?? 0) >= 0.05)
  return (
    <div className={css.scroller}>
      <table className={css.chain} data-words>
        <thead>
          <tr>
            <th scope="col">{words.step}</th>
            <th scope="col">{words.deals}</th>
            <th scope="col">{words.perDay}</th>
            <th scope="col">{words.conversion}</th>
            <th scope="col">{words.contacts}</th>
          </tr>
        </thead>
        <tbody>
          {need.stages.map((stage, index) => {
            const passes = own.stages[index]?.passes
            const contacts = own.work.filter(
              (work) => work.stageId === stage.stageId && (work.perDeal.value ?? 0) >= 0.05,
            )
            return (
              <tr key={stage.stageId}>
                <th scope="row">
                  {stage.name}
                  <i className={css.bar} style={{ width: `${Math.max(1, (stage.deals / most) * 100)}%` }} aria-hidden />
                </th>
                <td>{number(stage.deals)}</td>
                <td>{days > 0 ? number(stage.deals / days) : format.noData}</td>
                <td>
                  {passes && (
                    <FigureLink
                      figure={figureOf(passes, {
                        title: texts.figure.conversion.title(stage.name),
                        formula: texts.figure.conversion.formula,
                        note: texts.figure.conversion.note,
                        write: (value) => format.share(value),
                        list,
                      })}
                    >
                      <ShareCell
                        share={stage.conversion}
                        n={passes.n}
                        low={passes.low ?? undefined}
                        high={passes.high ?? undefined}
                      />
                    </FigureLink>
                  )}
                </td>
                <td>
                  <span className={css.contacts}>
                    {contacts.map(({ kind, perDeal }) => (
                      <FigureLink
                        key={kind}
                        figure={figureOf(perDeal, {
                          title: texts.figure.contacts.title(texts.kinds[kind], stage.name),
                          formula: texts.figure.contacts.formula,
                          write: (value) => format.number(value, { digits: 1 }),
                        })}
                      >
                        {`${texts.kinds[kind].toLowerCase()} ${format.number(perDeal.value ?? 0, { digits: 1 })}`}
                      </FigureLink>
                    ))}
                  </span>
                </td>
              </tr>
            )
          })}
          {search.length > 0 && (
            <tr className={css.quiet}>
              <th scope="row" colSpan={4}>
                {words.search}
              </th>
              <td>
                {search
                  .map(
                    ({ kind, perDeal }) =>
                      `${texts.kinds[kind].toLowerCase()} ${format.number(perDeal.value ?? 0, { digits: 1 })}`,
                  )
                  .join(', ')}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.won}</th>
            <td>{number(need.won)}</td>
            <td>{days > 0 ? number(need.won / days) : format.noData}</td>
            <td>
              <ShareCell share={need.conversion} />
            </td>
            <td>
              <FigureLink
                figure={figureOf(own.checkMinor, {
                  title: texts.figure.check.title,
                  formula: texts.figure.check.formula,
                  write: (value) => format.money(Math.round(value)),
                })}
              >
                <MoneyCell minor={Math.round(need.checkMinor)} short />
              </FigureLink>
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
