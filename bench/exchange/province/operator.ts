import type { HeldLetter, Reconciliation } from '../../../src/network/mailbox/contract.ts'
import { operator } from './hub.ts'

/** A person at the hub's desk. */
export type Operator = {
  /** Of every three held letters one goes on, one goes back, one is left lying. @returns how many of each */
  settle_held(): Promise<{ released: number; returned: number; left: number }>
  reconcile(): Promise<Reconciliation>
}

export const sign_in_operator = async (base: string): Promise<Operator> => {
  const own = { 'x-benhan': '1', 'content-type': 'application/json' }
  const entered = await fetch(`${base}/api/sign-in`, { method: 'POST', headers: own, body: JSON.stringify(operator) })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  if (entered.status !== 200) throw new Error(`the operator could not sign in: ${await entered.text()}`)
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const said = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const answer = await fetch(`${base}${path}`, { headers: { ...own, cookie }, ...said })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    async settle_held() {
      const held = (await ask('/api/hub/held')) as HeldLetter[] | { letters: HeldLetter[] }
      const letters = Array.isArray(held) ? held : held.letters
      const done = { released: 0, returned: 0, left: 0 }
      for (const [i, { sender, id }] of letters.entries()) {
        const decision = (['released', 'returned', 'left'] as const)[i % 3] ?? 'left'
        done[decision] += 1
        if (decision !== 'left')
          await ask(`/api/hub/held/${sender.code}/${id}`, { decision, reason: 'Đã gọi điện hỏi nơi gửi' })
      }
      return done
    },
    reconcile: async () => (await ask('/api/hub/reconcile?since=2020-01-01T00:00:00Z')) as Reconciliation,
  }
}
