import { Link, useLocation } from 'wouter'
import { use_growing, use_language } from '../../../base/ui/index.ts'
import { gap_sentence } from '../../counters/web/say.ts'
import type { ProvincePage, ProvinceRow, StepLine } from '../../deployment/contract.ts'
import { say_day, say_million, say_unit } from './figures.ts'
import { use_words } from './words.ts'

export const facility_place = (code: string, part = ''): string => `/so/co-so/${code}${part && `/${part}`}`

/** Every facility on its way through the nine steps, its money, its last days and what is wrong: one line each. */
export const StepTable = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const shown = use_growing(page.rows)
  const on_word = page.rows.reduce(
    (sum, { milestones }) => sum + milestones.filter(({ lacks }) => lacks !== '').length,
    0,
  )
  const most = Math.max(1, ...page.rows.map(({ money }) => money.reduce((sum, { dong }) => sum + dong, 0)))
  return (
    <div className="board-scroll">
      {on_word > 0 && <p className="muted small board-legend">{words.on_word_legend(on_word)}</p>}
      <table className="board-table">
        <thead>
          <tr>
            <th scope="col" className="name">
              {words.unit}
            </th>
            {page.steps.map(({ id, name, done }) => (
              <th key={id} scope="col" title={done}>
                {name}
              </th>
            ))}
            <th scope="col">{words.money}</th>
            <th scope="col">{words.last_days}</th>
            <th scope="col" className="name">
              {words.attention}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <FacilityRow key={row.code} row={row} steps={page.steps} most={most} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const FacilityRow = ({ row, steps, most }: { row: ProvinceRow; steps: StepLine[]; most: number }) => {
  const [, go] = useLocation()
  return (
    <tr onClick={() => go(facility_place(row.code))}>
      <th scope="row" className="name">
        <Link href={facility_place(row.code)} title={row.name} onClick={(event) => event.stopPropagation()}>
          {say_unit(row.name)}
        </Link>
      </th>
      {steps.map((step) => (
        <StepCell key={step.id} step={step} row={row} />
      ))}
      <td className="money">
        <MoneyBar row={row} most={most} />
      </td>
      <td className="days">
        <DayStrip row={row} />
      </td>
      <td className="name attention">
        <Attention row={row} steps={steps} />
      </td>
    </tr>
  )
}

/** A sign and a number, so that nobody has to know green from red. */
const StepCell = ({ step, row }: { step: StepLine; row: ProvinceRow }) => {
  const words = use_words()
  const found = row.milestones.find((one) => one.step === step.id)
  if (!found) return <td className="step" />
  const { percent, late_days, due, done_on, lacks, lacks_by } = found
  const when = done_on ? words.done_on(say_day(done_on)) : words.due_on(say_day(due))
  const late = late_days > 0 ? `, ${words.late(late_days)}` : ''
  const word = lacks ? `, ${words.on_word(lacks_by, lacks)}` : ''
  const title = `${step.name}: ${percent} %, ${when}${late}${word}`
  if (percent === 100)
    return (
      <td className="step done" title={title}>
        {lacks ? '✓*' : '✓'}
      </td>
    )
  if (late_days > 0)
    return (
      <td className="step late" title={title}>
        {words.late(late_days)}
      </td>
    )
  return (
    <td className={percent > 0 ? 'step going' : 'step'} title={title}>
      {percent > 0 && `${percent}%`}
    </td>
  )
}

const MoneyBar = ({ row, most }: { row: ProvinceRow; most: number }) => {
  const words = use_words()
  const all = row.money.reduce((sum, { dong }) => sum + dong, 0)
  const title = row.money
    .map(({ source, dong }) => `${words.sources[source] ?? source} ${say_million(dong)}`)
    .join(' · ')
  return (
    <span title={title}>
      <span className="bar" aria-hidden>
        {row.money.map(({ source, dong }) => (
          <i key={source} className={`swatch ${source}`} style={{ width: `${(dong / most) * 100}%` }} />
        ))}
      </span>
      {say_million(all)}
    </span>
  )
}

export const DayStrip = ({ row }: { row: Pick<ProvinceRow, 'exchange'> }) => {
  const words = use_words()
  const days = row.exchange?.days ?? []
  return (
    <span
      className="strip"
      role="img"
      aria-label={days.map(({ day, state }) => `${say_day(day)} ${words.states[state]}`).join(', ')}
    >
      {days.length === 0
        ? Array.from({ length: 14 }, (_, i) => <i key={i} />)
        : days.map(({ day, state }) => (
            <i key={day} className={state} title={`${say_day(day)}: ${words.states[state]}`} />
          ))}
    </span>
  )
}

const Attention = ({ row, steps }: { row: ProvinceRow; steps: StepLine[] }) => {
  const words = use_words()
  const { language } = use_language()
  const gap = row.exchange?.attention
  if (gap) return <b className={gap.what === 'silent' ? 'red' : 'amber'}>{gap_sentence(language, gap, 'short')}</b>
  const late = row.milestones.filter(({ percent, late_days }) => percent < 100 && late_days > 0)
  const [worst] = [...late].sort((a, b) => b.late_days - a.late_days)
  if (worst)
    return (
      <b className="red">{words.late_full(steps.find(({ id }) => id === worst.step)?.name ?? '', worst.late_days)}</b>
    )
  if (row.milestones.length === 0) return <span className="muted">{words.no_plan}</span>
  return row.exchange?.reported_at ? null : <span className="muted">{words.not_exchanging}</span>
}
