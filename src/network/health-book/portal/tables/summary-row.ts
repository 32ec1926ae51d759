import type { Row } from '../../../../standards/bhyt-exchange/index.ts'
import { say_more, say_what } from '../../../../standards/ips/index.ts'
import { key_of_visit, type TableSource } from './source.ts'

const bed_kinds = ['03', '04', '06', '09']

/** What the visit's own findings say, where nobody wrote their summary. */
const results_in_words = (rows: Row[]): string =>
  rows
    .map(
      (row) => `${row['TEN_CHI_SO']}: ${[row['GIA_TRI'], row['DON_VI_DO'], row['KET_LUAN']].filter(Boolean).join(' ')}`,
    )
    .join('; ')

const treatment_in_words = ({ own }: TableSource): string =>
  own
    .filter(({ resourceType }) => resourceType === 'Procedure' || resourceType === 'MedicationRequest')
    .toReversed()
    .map((fact) => [say_what(fact), fact.resourceType === 'Procedure' ? '' : say_more(fact)].filter(Boolean).join(': '))
    .join('; ')

/**
 * XML8, the summary. An inpatient visit has to have one; of an outpatient visit it is sent where there is something to say. The
 * portal's sheet for 4750 takes it for beds only while QĐ 31/2026 wants it of every visit: `summary_for` is a setting.
 */
export const summary_row = (source: TableSource, visit: Row, results: Row[]): Row | undefined => {
  const { words } = source.visit
  const kind = visit['MA_LOAI_KCB'] ?? ''
  const has_bed = bed_kinds.includes(kind)
  if (!has_bed && source.settings.summary_for === 'beds') return undefined
  const told: Row = {
    QT_BENHLY: [words.get('illness'), words.get('summary.course')].filter(Boolean).join('\n'),
    TOMTAT_KQ: words.get('summary.results') ?? results_in_words(results),
    PP_DIEUTRI: words.get('summary.treatment') ?? treatment_in_words(source),
    GHI_CHU: [words.get('summary.condition'), words.get('summary.follow_up'), words.get('advice')]
      .filter(Boolean)
      .join('; '),
  }
  if (!has_bed && Object.values(told).every((text) => text === '')) return undefined
  return {
    ...{
      MA_LK: key_of_visit(source),
      MA_LOAI_KCB: kind,
      NGAY_VAO: visit['NGAY_VAO'] ?? '',
      NGAY_RA: visit['NGAY_RA'] ?? '',
    },
    ...{ CHAN_DOAN_VAO: visit['CHAN_DOAN_VAO'] ?? '', CHAN_DOAN_RV: visit['CHAN_DOAN_RV'] ?? '', ...told },
    ...{ KET_QUA_DTRI: visit['KET_QUA_DTRI'] ?? '', MA_TTDV: source.settings.head_code ?? '' },
    // The paper's own day: that of the end, so that the same record says the same thing whenever it is made.
    NGAY_CT: (visit['NGAY_RA'] ?? '').slice(0, 8),
  }
}
