import { Link } from 'wouter'
import { use_language } from '../../../base/ui/index.ts'
import { gap_sentence } from '../../counters/web/say.ts'
import type { ProvincePage, ProvinceRow } from '../../deployment/contract.ts'
import { say_day, say_million, say_number, say_unit } from './figures.ts'
import { ProgressLine } from './progress-line.tsx'
import { use_words } from './words.ts'

type TilesProps = { page: ProvincePage; open_progress: () => void }

export const Tiles = ({ page, open_progress }: TilesProps) => (
  <section className="board-tiles">
    <OperatingTile page={page} open_progress={open_progress} />
    <YesterdayTile rows={page.rows} />
    <MissingTile rows={page.rows} />
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

const yesterday_of = ({ exchange }: ProvinceRow): string => exchange?.days.at(-2)?.state ?? 'none'

const YesterdayTile = ({ rows }: { rows: ProvinceRow[] }) => {
  const words = use_words()
  const states = rows.map(yesterday_of).filter((state) => state !== 'none')
  const count = (state: string): number => states.filter((one) => one === state).length
  return (
    <Link href="/so/lien-thong" className="card board-tile">
      <h2>{words.yesterday}</h2>
      {states.length === 0 ? (
        <p className="note">{words.no_exchange}</p>
      ) : (
        <>
          <p className="big">
            {say_number((count('whole') / states.length) * 100, 1)}{' '}
            <small>% · {words.whole_of(count('whole'), states.length)}</small>
          </p>
          <p className="note">
            {words.waiting_units(count('waiting'))}
            {count('gap') > 0 && <b className="amber"> · {words.gap_units(count('gap'))}</b>}
            {count('silent') > 0 && <b className="red"> · {words.silent_units(count('silent'))}</b>}
          </p>
        </>
      )}
    </Link>
  )
}

const named_max = 3

const MissingTile = ({ rows }: { rows: ProvinceRow[] }) => {
  const words = use_words()
  const { language } = use_language()
  const wrong = rows.filter(({ exchange }) => exchange?.attention)
  return (
    <Link href="/so/lien-thong" className="card board-tile">
      <h2>{words.missing}</h2>
      <p className="big">
        <span className={wrong.length > 0 ? 'red' : ''}>{wrong.length}</span> <small>{words.units}</small>
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
