import { useState } from 'react'
import type { OrderLineWish, OrderPriority, Test } from '../contract.ts'

export type BasketLine = { test: Test; priority: OrderPriority; repeat_reason: string }

/** What is chosen and not ordered yet. */
export type Basket = { reason: string; lines: BasketLine[] }

const empty: Basket = { reason: '', lines: [] }

const key_of = (account: string, encounter: string): string => `benhan.orders/${account}/${encounter}`

const read_kept = (key: string): Basket => {
  try {
    const kept: Partial<Basket> = JSON.parse(localStorage.getItem(key) ?? '{}')
    return { reason: kept.reason ?? '', lines: kept.lines ?? [] }
  } catch {
    return empty
  }
}

const keep = (key: string, basket: Basket): void => {
  if (basket.lines.length === 0 && basket.reason === '') localStorage.removeItem(key)
  else localStorage.setItem(key, JSON.stringify(basket))
}

export type BasketDesk = {
  basket: Basket
  add: (test: Test) => void
  remove: (code: string) => void
  change_line: (code: string, part: Partial<BasketLine>) => void
  change_reason: (reason: string) => void
  clear: () => void
}

/** Kept on this machine until it is ordered: a closed tab loses nothing. */
export const use_basket = (account: string, encounter: string): BasketDesk => {
  const key = key_of(account, encounter)
  const [basket, set_basket] = useState(() => read_kept(key))
  const change = (next: (before: Basket) => Basket) =>
    set_basket((before) => {
      const after = next(before)
      keep(key, after)
      return after
    })
  return {
    basket,
    add: (test) =>
      change((before) =>
        before.lines.some((line) => line.test.code === test.code)
          ? before
          : { ...before, lines: [...before.lines, { test, priority: 'routine', repeat_reason: '' }] },
      ),
    remove: (code) =>
      change((before) => ({ ...before, lines: before.lines.filter((line) => line.test.code !== code) })),
    change_line: (code, part) =>
      change((before) => ({
        ...before,
        lines: before.lines.map((line) => (line.test.code === code ? { ...line, ...part } : line)),
      })),
    change_reason: (reason) => change((before) => ({ ...before, reason })),
    clear: () => change(() => empty),
  }
}

export const wishes_of = ({ reason, lines }: Basket): OrderLineWish[] =>
  lines.map(({ test, priority, repeat_reason }) => ({ test: test.code, priority, reason, repeat_reason }))
