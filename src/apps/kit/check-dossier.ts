import {
  check_visit,
  dossier_root,
  read_dossier,
  verify_dossier,
  type Dossier,
  type Fault,
} from '../../standards/bhyt-exchange/index.ts'
import { unjudged, type Belief } from './belief.ts'
import { error, issues_of, type Finding } from './faults.ts'

export const is_dossier = (text: string): boolean =>
  new RegExp(`^\\uFEFF?\\s*(<\\?xml[^>]*>\\s*)?<${dossier_root}[\\s>]`).test(text)

/** A file that asks for money is judged as a claim, any other as the feed of the health book. */
const asks_for_money = ({ visits }: Dossier): boolean =>
  visits.some(({ XML1 }) => (XML1 ?? []).some((row) => Number(row['T_TONGCHI_BV'] ?? 0) > 0))

const to_issue = ({ severity, table, row, field, label, message, rule }: Fault): Finding['issues'][number] => ({
  ...{ severity, expression: [table, row > 1 ? `[${row}]` : '', field && `.${field}`].join('') },
  message: `${label}: ${message} (${rule})`,
})

const judge_signature = (text: string, { seals_pem, facility }: Belief, dossier: Dossier): Finding['issues'] => {
  const { problem, certificate } = verify_dossier(text)
  const is_known = seals_pem.some((one) => one.trim() === certificate.trim())
  return [
    ...(problem
      ? [error(problem, 'CHUKYDONVI')]
      : is_known
        ? []
        : [error('Người ký không phải dấu của cơ sở (--seal)', 'CHUKYDONVI')]),
    ...(facility !== '' && dossier.facility !== facility
      ? [error(`Tệp của cơ sở ${dossier.facility}`, 'MACSKCB')]
      : []),
  ]
}

/** A dossier of the insurance's format (QĐ 130, 4750, 3176): file, tables, sums, signature. */
export const check_dossier = (bytes: Uint8Array, text: string, belief: Belief): Finding => {
  let kind = 'Hồ sơ BHYT (GIAMDINHHS)'
  const issues = issues_of(() => {
    const dossier = read_dossier(bytes)
    const profile = asks_for_money(dossier) ? 'claim' : 'health-book'
    kind += profile === 'claim' ? ', xét như đề nghị thanh toán' : ', xét như sổ sức khỏe'
    const is_judged = belief.seals_pem.length > 0
    return [
      ...(is_judged ? judge_signature(text, belief, dossier) : []),
      ...dossier.visits.flatMap((tables) => check_visit(tables, profile)).map(to_issue),
    ]
  })
  return { kind, issues, notes: belief.seals_pem.length > 0 ? [] : [unjudged] }
}
