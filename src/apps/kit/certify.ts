import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../../base/outcome/index.ts'
import type { Run, Software } from '../../network/certification/contract.ts'
import { act, type Vendor } from './act.ts'
import type { HubAnswer } from './wire.ts'

const look_again_default_ms = 500

const run_of = ({ status, json, bytes }: HubAnswer): Run => {
  if (status !== 200 && status !== 201)
    throw fail.rule(`Trục trả ${status}: ${new TextDecoder().decode(bytes).slice(0, 800)}`)
  return json as Run
}

/**
 * The vendor's side of the script, over HTTP alone; the hub judges.
 * @param say a line for each step that ended
 */
export const certify = async (
  vendor: Vendor,
  software: Software,
  say: (line: string) => void,
  look_again_ms = look_again_default_ms,
): Promise<Run> => {
  const { ask, memory } = vendor
  let run = run_of(await ask('POST', '/lien-thong/certification', JSON.stringify(software)))
  const said = new Set<string>()
  const tell = (): void => {
    for (const { code, state, says } of run.steps.filter(({ ended_at }) => ended_at !== null))
      if (!said.has(code) && said.add(code)) say(`${state === 'passed' ? 'ĐẠT  ' : 'KHÔNG'}  ${code}: ${says}`)
  }
  try {
    for (; run.state === 'open'; run = run_of(await ask('GET', `/lien-thong/certification/${run.id}`))) {
      tell()
      const { next } = run
      if (next && !memory.done.has(next.code) && (await act(vendor, run, next))) memory.done.add(next.code)
      await sleep(look_again_ms)
    }
  } catch (error) {
    // Left open, it would stand in the way of the next run until its steps are too late.
    await ask('DELETE', `/lien-thong/certification/${run.id}`)
    throw error
  }
  tell()
  return run
}
