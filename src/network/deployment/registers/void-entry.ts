import { fail } from '../../../base/outcome/index.ts'
import { may } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { find_resting, keep_word, type Resting } from '../plan/resting.ts'
import { name_of_step } from '../programme/steps.ts'
import { note } from '../scope.ts'
import { change_entry, get_entry } from './entries.ts'
import { get_register } from './registers.ts'
import { title_of } from './title-of.ts'

/** What the Sở decided is not taken back by who asked for it. */
const decided = ['approved', 'answered', 'closed']

type Wish = { facility: string; id: string; reason: string; today: string }

const name_steps = (resting: Resting[]): string => resting.map(({ step }) => name_of_step(step)).join(', ')

/**
 * Takes a mistaken or double line back: it counts nowhere any more and stays with who did it and why. A line that proves a
 * step said done is the Sở's to take back; the step then rests on the Sở's word. @throws 403, 409, 422
 */
export const void_entry = async (sql: Sql, caller: Caller, { facility, id, today, ...wish }: Wish): Promise<void> => {
  const entry = await get_entry(sql, facility, id)
  const reason = wish.reason.trim()
  if (entry.state === 'void') throw fail.conflict('Dòng này đã bỏ rồi')
  if (reason === '') throw fail.value('Bỏ một dòng cần có lý do', 'reason')
  const is_so = may(caller, 'board.write')
  if (decided.includes(entry.state) && !is_so)
    throw fail.forbidden('Sở đã quyết định dòng này; đề nghị Sở bỏ dòng, kèm lý do')
  const proved = await find_resting(sql, { facility, kind: entry.kind, today })
  await change_entry(sql, caller, entry, { state: 'void', reason, due: entry.due })
  const left: Resting[] = []
  for (const one of await find_resting(sql, { facility, kind: entry.kind, today })) {
    const before = proved.find(({ programme, step }) => programme === one.programme && step === one.step)
    if (before?.missing === '' && one.missing !== '') left.push(one)
  }
  if (left.length > 0 && !is_so)
    throw fail.conflict(
      `Dòng này là căn cứ của bước ${name_steps(left)} đã báo xong; hãy báo lại tiến độ bước đó, hoặc đề nghị Sở bỏ dòng`,
    )
  for (const one of left) await keep_word(sql, one, { today, lacks: one.missing, by: caller.actor.name })
  const detail = `${entry.id} ${title_of(get_register(entry.kind), entry.body)}: ${reason}`
  await note(sql, caller, `${entry.kind}-void`, `Organization/${facility}`, detail)
}
