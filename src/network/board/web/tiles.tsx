import { Link } from 'wouter'
import { use_language } from '../../../base/ui/index.ts'
import { gap_sentence } from '../../counters/web/say.ts'
import type { ProvincePage } from '../../deployment/contract.ts'
import { PapersOfDay } from '../../monitor/web/papers-of-day.tsx'
import { say_day, say_million, say_number, say_unit } from './figures.ts'
import { ProgressLine } from './progress-line.tsx'
import { use_words } from './words.ts'

type TilesProps = { page: ProvincePage; open_progress: () => void }

export const Tiles = ({ page, open_progress }: TilesProps) => (
  <section className="board-tiles">
    <OperatingTile page={page} open_progress={open_progress} />
    <PapersTile page={page} />
    <AskedTile page={page} />
    <MoneyTile page={page} />
  </section>
)

const OperatingTile = ({ page, open_progress }: TilesProps) => {
  const words = use_words()
  const { forecast, weeks, today, programme } = page
  const outcome =
    forecast.day === null
      ? words.forecast_none
      : page.percent >= 100
        ? words.all_done(say_day(forecast.day))
        : words.forecast(say_day(forecast.day))
  return (
    <button type="button" className="card board-tile" onClick={open_progress}>
      <h2>{words.operating}</h2>
      <p className="big">
        {page.operating} <small>{words.of_units(page.rows.length, say_number(page.percent, 1))}</small>
      </p>
      <ProgressLine {...{ weeks, forecast, today }} target={programme.target_day} label={outcome} />
      <p className="note row">
        <span>{words.target(say_day(programme.target_day))}</span>
        <span className={forecast.day === null || forecast.day > programme.target_day ? 'push amber' : 'push'}>
          {outcome}
        </span>
      </p>
    </button>
  )
}

const PapersTile = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const is_silent = page.rows.every(({ exchange }) => !exchange || exchange.days.every(({ state }) => state === 'none'))
  return (
    <Link href="/so/lien-thong" className="card board-tile">
      <h2>{words.yesterday}</h2>
      {is_silent ? <p className="note">{words.no_exchange}</p> : <PapersOfDay flow={page.flow} untold={page.untold} />}
    </Link>
  )
}

const named_max = 2

/** Who is to be asked: a facility counts here, never a paper. */
const AskedTile = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const { language } = use_language()
  const wrong = page.rows.filter(({ exchange }) => exchange?.attention)
  return (
    <Link href="/so/lien-thong" className="card board-tile">
      <h2>{words.asked}</h2>
      <p className="big">
        <span className={page.flow.asked > 0 ? 'amber' : ''}>{page.flow.asked}</span>{' '}
        <small>{words.units_missing}</small> <span className={page.silent > 0 ? 'red' : ''}>{page.silent}</span>{' '}
        <small>{words.units_silent}</small>
      </p>
      <div className="note">
        {wrong.length === 0
          ? words.nothing_missing
          : wrong.slice(0, named_max).map(({ code, name, exchange }) => (
              <p key={code} className="cut">
                <b>{say_unit(name)}</b> {exchange?.attention && gap_sentence(language, exchange.attention, 'short')}
              </p>
            ))}
      </div>
    </Link>
  )
}

const MoneyTile = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const all = page.money.reduce((sum, { dong }) => sum + dong, 0)
  const [said] = page.disagreements
  return (
    <Link href="/so/kinh-phi" className="card board-tile">
      <h2>{words.budget(page.programme.from_day.slice(0, 4))}</h2>
      <p className="big">{say_million(all)}</p>
      <p className="note">
        {page.money.map(({ source, dong }) => (
          <span key={source} className="board-source">
            <i className={`swatch ${source}`} /> {words.sources[source]} {say_million(dong)}
          </span>
        ))}
      </p>
      {said && (
        <p
          className="note amber cut"
          title={words.disagrees(said.where, say_million(said.dong), say_million(said.counted_dong))}
        >
          {words.disagrees(
            said.where.split(/[ ,]+/).slice(0, 2).join(' '),
            say_million(said.dong),
            say_million(said.counted_dong),
          )}
        </p>
      )}
    </Link>
  )
}
