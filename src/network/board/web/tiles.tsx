import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { use_language } from '../../../base/ui/index.ts'
import { gap_sentence, say_minutes } from '../../counters/web/say.ts'
import type { ProvincePage } from '../../deployment/contract.ts'
import { PapersOfDay } from '../../monitor/web/papers-of-day.tsx'
import { DefinitionMark } from './definition-mark.tsx'
import { say_day, say_million, say_number, say_unit } from './figures.ts'
import { ProgressLine } from './progress-line.tsx'
import { TrendLine } from './trend-line.tsx'
import { use_words } from './words.ts'

const TrendDialog = lazy(() => import('./trend-dialog.tsx'))

type TilesProps = { page: ProvincePage; open_progress: () => void }

export const Tiles = ({ page, open_progress }: TilesProps) => (
  <section className="board-tiles">
    <OperatingTile page={page} open_progress={open_progress} />
    <PapersTile page={page} />
    <AskedTile page={page} />
    <MoneyTile page={page} />
  </section>
)

/** The whole tile leads to its list; what its figures are is asked at its corner. */
const Tile = ({ mark, children }: { mark: ReactNode; children: ReactNode }) => (
  <article className="card board-tile">
    {children}
    {mark}
  </article>
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
  const on_word = page.rows.filter(({ milestones }) =>
    milestones.some(({ step, lacks }) => step === 'operation' && lacks !== ''),
  ).length
  const figures = ['van_hanh', 'van_hanh_theo_loi', 'co_so', 'tien_do', 'dich', 'du_bao'].map(
    (name) => `trien_khai.${name}`,
  )
  return (
    <Tile
      mark={
        <DefinitionMark title={words.operating} figures={figures} at={page.progress_at}>
          {words.forecast_note(forecast.weeks, say_number(forecast.per_week, 2))} {programme.source}.
        </DefinitionMark>
      }
    >
      <button type="button" className="tile-body" onClick={open_progress}>
        <h2>{words.operating}</h2>
        <p className="big">
          {page.operating} <small>{words.of_units(page.rows.length, say_number(page.percent, 1))}</small>
          {on_word > 0 && <small className="amber"> · {words.of_them_on_word(on_word)}</small>}
        </p>
        <ProgressLine {...{ weeks, forecast, today }} target={programme.target_day} label={outcome} />
        <p className="note row">
          <span>{words.target(say_day(programme.target_day))}</span>
          <span className={forecast.day === null || forecast.day > programme.target_day ? 'push amber' : 'push'}>
            {outcome}
          </span>
        </p>
      </button>
    </Tile>
  )
}

const PapersTile = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const [shows_trend, show_trend] = useState(false)
  const is_silent = page.rows.every(({ exchange }) => !exchange || exchange.days.every(({ state }) => state === 'none'))
  const figures = ['phai_gui', 'ty_le', 'thieu', 'muon', 'tu_choi'].map((name) => `lien_thong.${name}`)
  return (
    <Tile
      mark={
        <DefinitionMark title={words.yesterday} figures={figures} at={page.walked_at}>
          {words.of_day(say_day(page.flow.day))}
        </DefinitionMark>
      }
    >
      <Link href="/so/lien-thong" className="tile-body">
        <h2>{words.yesterday}</h2>
        {is_silent ? (
          <p className="note">{words.no_exchange}</p>
        ) : (
          <PapersOfDay flow={page.flow} untold={page.untold} />
        )}
      </Link>
      {page.trend.length > 1 && (
        <button type="button" className="tile-trend" onClick={() => show_trend(true)}>
          <TrendLine points={page.trend} label={words.trend_label(page.trend.length)} />
          <span className="note">{words.trend_open(page.trend.length)}</span>
        </button>
      )}
      {shows_trend && (
        <Suspense>
          <TrendDialog close={() => show_trend(false)} />
        </Suspense>
      )}
    </Tile>
  )
}

const named_max = 2

/** Who is to be asked: a facility counts here, never a paper. */
const AskedTile = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const { language } = use_language()
  const wrong = page.rows.filter(({ exchange }) => exchange?.attention)
  return (
    <Tile
      mark={
        <DefinitionMark
          title={words.asked}
          figures={['lien_thong.co_so_thieu', 'lien_thong.mat_tin_hieu']}
          at={page.walked_at}
        >
          {words.silent_rule(say_minutes(language, page.rules.silent_after_min))}
        </DefinitionMark>
      }
    >
      <Link href="/so/lien-thong" className="tile-body">
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
    </Tile>
  )
}

const MoneyTile = ({ page }: { page: ProvincePage }) => {
  const words = use_words()
  const all = page.money.reduce((sum, { dong }) => sum + dong, 0)
  const [said] = page.disagreements
  const title = words.budget(page.programme.from_day.slice(0, 4))
  return (
    <Tile
      mark={
        <DefinitionMark
          title={title}
          figures={['tong', 'tinh', 'huyen', 'khac', 'da_chi', 'lech'].map((name) => `kinh_phi.${name}`)}
          at={page.money_at}
        />
      }
    >
      <Link href="/so/kinh-phi" className="tile-body">
        <h2>{title}</h2>
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
    </Tile>
  )
}
