import { find_province_on, read_register_on, type RegisterOn } from '../../../network/deployment/index.ts'
import type { FigureSource, Period, Value } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, names_of } from './as-of.ts'
import { line_rows, newest, register_source, words_of, type Fact, type LineOn } from './of-register.ts'

/** By the last minutes of each facility: what its council advised before is in the past. */
const advised = (id: string): Fact => ({ pick: (lines) => newest(lines).filter(({ body }) => body[id] === true) })

const council = register_source({
  ...{ kind: 'council', name: 'hoi_dong' },
  facts: {
    ...{
      thay_giay: advised('replaces_record'),
      thay_phim: advised('replaces_film'),
      thoi_in: advised('replaces_slips'),
    },
  },
})

const in_force: Fact = {
  pick: (lines, { counted_to }) =>
    newest(
      lines.filter((line) => words_of(line, 'from_day') <= counted_to),
      'from_day',
    ),
}

const decision = register_source({
  ...{ kind: 'decision', name: 'quyet_dinh' },
  facts: {
    hieu_luc: in_force,
    cong_bo: { pick: (lines, period) => in_force.pick(lines, period).filter((line) => words_of(line, 'link') !== '') },
  },
})

const yes_no = (line: LineOn | undefined, id: string): Value =>
  line === undefined ? '' : line.body[id] === true ? 'có' : line.body[id] === false ? 'không' : ''

type Both = { minutes: RegisterOn; decisions: RegisterOn }

const read_both = async (sql: Sql, period: Period): Promise<Both> => ({
  minutes: await read_register_on(sql, 'council', as_of(period)),
  decisions: await read_register_on(sql, 'decision', as_of(period)),
})

/** Who of the programme works with electronic records by whose advice and which decision. */
const together: FigureSource = {
  source: 'Sổ biên bản hội đồng và sổ quyết định của kế hoạch triển khai',
  query: 'deployment/register-on/council+decision',
  tells: ['hoi_dong'],
  async ask(sql, period) {
    const province = await find_province_on(sql, as_of(period))
    if (!province) return {}
    const { minutes, decisions } = await read_both(sql, period)
    const met = new Map(newest(minutes.lines).map((line) => [line.facility, line]))
    const decided = new Map(newest(decisions.lines, 'from_day').map((line) => [line.facility, line]))
    return {
      tables: {
        hoi_dong: {
          rows: province.rows.map(({ code, name }) => {
            const [one, other] = [met.get(code), decided.get(code)]
            return [
              ...[name, one ? words_of(one, 'on') : '', yes_no(one, 'replaces_record'), yes_no(one, 'replaces_film')],
              ...[yes_no(one, 'replaces_slips'), other ? words_of(other, 'number') : ''],
              other ? words_of(other, 'from_day') : '',
            ]
          }),
        },
      },
    }
  },
  async rows(sql, period) {
    const { minutes } = await read_both(sql, period)
    const name = await names_of(
      sql,
      minutes.lines.map(({ facility }) => facility),
      period,
    )
    return line_rows(minutes, minutes.lines, name)
  },
}

export const councils: FigureSource[] = [council, decision, together]
