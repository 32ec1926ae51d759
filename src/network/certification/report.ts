import { format_date_time } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { ReceiptSigner } from '../mailbox/index.ts'
import type { RunState } from './contract.ts'
import { take_back } from './partner.ts'
import type { RunRow } from './run-row.ts'
import { step_of } from './script.ts'

const valid_days = 365

/** Nothing but what the hub found; what the vendor says of itself stands under `declared`. */
const claims_of = (run: RunRow, state: RunState, valid_until: Date | null) => ({
  iat: Math.floor(run.now.getTime() / 1_000),
  ...(valid_until ? { exp: Math.floor(valid_until.getTime() / 1_000) } : {}),
  sub: run.facility,
  certification: run.id,
  result: state,
  declared: run.software,
  opened_at: run.opened_at.toISOString(),
  closed_at: run.now.toISOString(),
  steps: run.steps.map(({ code, state: result, says, ended_at }) => ({ code, result, says, ended_at })),
})

/** Ends the run: its report is signed by the hub and kept as it was signed. */
export const close_run = async (sql: Sql, signer: ReceiptSigner, run: RunRow, state: RunState): Promise<void> => {
  const valid_until = state === 'passed' ? new Date(run.now.getTime() + valid_days * 86_400_000) : null
  const claims = claims_of(run, state, valid_until)
  const jws = await signer.sign_claims('certification+jwt', claims)
  await take_back(sql, run)
  await sql.query(
    `UPDATE hub.certification SET state = $3, report = $4, jws = $5, valid_until = $6, closed_at = $7, silent_until = NULL
     WHERE facility = $1 AND id = $2`,
    [run.facility, run.id, state, JSON.stringify(claims), jws, valid_until, run.now],
  )
}

const marks = { passed: 'ĐẠT ', failed: 'KHÔNG', open: '…', waiting: '…' }

export const report_text = (run: RunRow): string => {
  const { vendor, product, version } = run.software
  const verdict = run.state === 'passed' ? 'ĐẠT' : run.state === 'abandoned' ? 'BỎ DỞ' : 'KHÔNG ĐẠT'
  return [
    `Kiểm thử liên thông: ${product} ${version} (${vendor}, theo khai báo), cơ sở ${run.facility}: ${verdict}`,
    ...run.steps.map(({ code, state, says }, i) => `${i + 1}. ${marks[state]}  ${step_of(code).vi}. ${says}`),
    run.valid_until ? `Có giá trị đến ${format_date_time(run.valid_until.toISOString())}.` : '',
    run.withdrawn_at ? `Đã bị thu hồi: ${run.reason}` : '',
  ]
    .filter(Boolean)
    .join('\n')
}
