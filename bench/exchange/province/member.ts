import { create_random, seed_of } from '../../../demo/random.ts'
import { open_inbox, type Inbox } from './inbox.ts'
import { back_off, LineBroken, open_line } from './line.ts'
import type { Member } from './houses.ts'
import { open_outbox, type Outbox } from './outbox.ts'
import { is_away, pause, type Seat, type World } from './world.ts'

/** A house at work. */
export type Working = { member: Member; seat: Seat; outbox: Outbox; inbox: Inbox; ended: Promise<unknown> }

/** Does something over and over; what the line does to it is no fault, all else is. */
const keep_on = async (seat: Seat, what: string, act: () => Promise<void>): Promise<void> => {
  const { world, member, random } = seat
  for (let failures = 0; !world.stopped.aborted;) {
    if (is_away(world, member)) {
      await pause(world.poll_ms, world.stopped)
      continue
    }
    try {
      await act()
      failures = 0
      world.broken.delete(`${member.plan.code}, ${what}`)
      await pause(world.poll_ms * (0.5 + random.next()), world.stopped)
    } catch (error) {
      if (!(error instanceof LineBroken)) {
        world.faults.push(
          `${member.plan.code}, ${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        )
        return
      }
      failures += 1
      world.broken.set(`${member.plan.code}, ${what}`, error.message)
      await back_off(failures, random, world.poll_ms / 4)
    }
  }
}

const drop_at_outages = ({ world, member, line }: Seat): void => {
  const { outages, gone_at } = member.plan
  for (const minute of [...outages.map(({ from }) => from), ...(gone_at === undefined ? [] : [gone_at])]) {
    const timer = setTimeout(
      () => line.drop(),
      Math.max(0, (minute - world.clock.minute()) * world.clock.ms_per_minute),
    )
    world.stopped.addEventListener('abort', () => clearTimeout(timer))
  }
}

/** Opens a house: its outbox with everything the plan has for it, its inbox, its line to the hub. */
export const start_member = (
  world: World,
  member: Member,
  wish: { base: string; seed: number; share: number },
): Working => {
  const { base } = wish
  // Who looks at the books afterwards has a whole line.
  const share = (): number => (world.stopped.aborted ? 0 : wish.share)
  const random = create_random(seed_of(member.plan.code, wish.seed))
  const away = (): boolean => is_away(world, member)
  const line = open_line({ base, member, random, share, is_away: away, counts: world.counts })
  const seat: Seat = { world, member, line, random }
  const mine = world.plan.sendings.filter(({ sender }) => sender === member.plan.code)
  const [outbox, inbox] = [open_outbox(seat, mine), open_inbox(seat)]
  drop_at_outages(seat)
  const ended = Promise.all([
    keep_on(seat, 'sending', async () => {
      await outbox.issue()
      await outbox.send()
    }),
    keep_on(seat, 'receiving', async () => {
      await inbox.receive()
      await inbox.answer()
    }),
  ])
  return { member, seat, outbox, inbox, ended }
}
