import { DefinitionMark } from '../../board/web/definition-mark.tsx'
import { activity_figures, type ActivityFigure, type ActivityPage, type Comparison } from '../contract.ts'
import { say, say_change } from './say.ts'
import { use_words } from './words.ts'

/** A figure means here what it means in a report. */
const named: Record<ActivityFigure, string> = {
  ...{ visits: 'luot', admissions: 'vao_vien', discharges: 'ra_vien', transfers: 'chuyen_vien' },
}

type TilesProps = { page: ActivityPage; shows: ActivityFigure; show: (figure: ActivityFigure) => void }

/** The province (or one house) in five figures, each beside the time before; a tile chosen shows its course below. */
export const ActivityTiles = ({ page, shows, show }: TilesProps) => {
  const words = use_words()
  const { total, by } = page
  return (
    <section className="act-tiles">
      {activity_figures.map((figure) => (
        <article key={figure} className="card board-tile act-tile">
          <button
            type="button"
            className="tile-body"
            aria-pressed={figure === shows}
            title={words.shows}
            onClick={() => show(figure)}
          >
            <h2>{words.figures[figure]}</h2>
            <p className="big">{say(total.sum[figure])}</p>
            <Change name={words.before[by]} figure={figure} of={total.before} />
            <Change name={words.year} figure={figure} of={total.year} />
          </button>
          <DefinitionMark title={words.figures[figure]} figures={[`hoat_dong.${named[figure]}`]} at={page.walked_at}>
            {words.compare_rule}
          </DefinitionMark>
        </article>
      ))}
      <BedTile page={page} />
    </section>
  )
}

const Change = ({ name, figure, of }: { name: string; figure: ActivityFigure; of: Comparison }) => {
  const words = use_words()
  return (
    <p className="note act-change">
      {of.percent[figure] === null ? (
        <span className="muted">
          {name}: {words.no_compare}
        </span>
      ) : (
        <>
          <b>{say_change(of.percent[figure])}</b> <span>{name}</span>{' '}
          <span className="muted">· {words.compared(of.facilities)}</span>
        </>
      )}
    </p>
  )
}

const BedTile = ({ page }: { page: ActivityPage }) => {
  const words = use_words()
  const { bed_percent, beds, sum } = page.total
  const stay = sum.average_stay
  return (
    <article className="card board-tile act-tile">
      <div className="tile-body">
        <h2>{words.bed_use}</h2>
        <p className="big">{bed_percent === null ? '–' : `${say(bed_percent, 1)} %`}</p>
        {bed_percent === null ? (
          <p className="note muted">{words.bed_unknown}</p>
        ) : (
          <p className="note">{words.beds(say(beds), words.stay_days(say(stay, 1)))}</p>
        )}
      </div>
      <DefinitionMark
        title={words.bed_use}
        figures={['hoat_dong.cong_suat', 'hoat_dong.nam_vien', 'hoat_dong.ngay_dieu_tri']}
        at={page.walked_at}
      >
        {words.bed_rule}
      </DefinitionMark>
    </article>
  )
}
