import type { NextStep, Run } from './contract.ts'
import { partner_letter, type Patience } from './judge.ts'
import { partner_name } from './partner.ts'
import { report_text } from './report.ts'
import type { RunRow } from './run-row.ts'
import { step_of } from './script.ts'

const document_of = (run: RunRow, code: NextStep['code']): string | null => {
  if (code === 'receive' || code === 'answer') return partner_letter(run.id, 'receive')
  if (code === 'bad-signature') return partner_letter(run.id, code)
  return code === 'repeat' || code === 'correction' ? run.letter : null
}

const next_of = (run: RunRow, { step_s }: Patience, base_url: string): NextStep | null => {
  const open = run.state === 'open' ? run.steps.find(({ ended_at }) => ended_at === null) : undefined
  if (!open) return null
  const { todo, links } = step_of(open.code)
  const fill = (text: string): string => text.replaceAll('{partner}', run.partner)
  const document = document_of(run, open.code)
  return {
    ...{ code: open.code, vi: fill(todo.vi), en: fill(todo.en) },
    deadline: new Date(new Date(open.started_at ?? run.now).getTime() + step_s * 1_000).toISOString(),
    links: links.map((link) => fill(link).replace(' /', ` ${base_url}/`)),
    ...(document === null ? {} : { document }),
    ...(open.code === 'return' && run.silent_from && run.silent_until
      ? { silent_from: run.silent_from.toISOString(), silent_until: run.silent_until.toISOString() }
      : {}),
  }
}

/** A run as its vendor reads it: what stands, and what to do next. */
export const show_run = (run: RunRow, patience: Patience, base_url: string): Run => ({
  ...{ id: run.id, facility: run.facility, state: run.state, software: run.software, steps: run.steps },
  partner: { code: run.partner, name: partner_name },
  next: next_of(run, patience, base_url),
  report:
    run.jws === null
      ? null
      : { jws: run.jws, text: report_text(run), valid_until: run.valid_until?.toISOString() ?? null },
})
