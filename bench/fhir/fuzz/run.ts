import type { Ask } from './ask.ts'
import { judge } from './judge.ts'
import type { Material } from './material.ts'
import { make_random } from './random.ts'
import { make_request } from './requests.ts'
import { send, type Answer } from './send.ts'

export type Finding = { index: number; kind: string; what: string; ask: Ask; answer: Answer | undefined }
export type Report = {
  sent: number
  ms: number
  statuses: Map<number, number>
  kinds: Map<string, number>
  slowest: { index: number; ms: number; ask: Ask }[]
  p99_ms: number
  findings: Finding[]
}

export type Wish = { base: string; token: string; seed: number; from: number; count: number; lanes: number }

const count_up = <Key>(counts: Map<Key, number>, key: Key): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

const slowest_kept = 5

/** Sends the requests of a seed, several at a time; each can be made again alone (`from` = its index, `count` = 1). */
export const run_fuzz = async (
  wish: Wish,
  material: Material,
  on_finding: (finding: Finding) => void = () => undefined,
): Promise<Report> => {
  const started = performance.now()
  const report: Report = {
    ...{ sent: 0, ms: 0, slowest: [], p99_ms: 0, findings: [] },
    ...{ statuses: new Map(), kinds: new Map() },
  }
  const times = new Float32Array(wish.count)
  let next = wish.from
  const lane = async (): Promise<void> => {
    while (next < wish.from + wish.count) {
      const index = next
      next += 1
      const { kind, ...one } = make_request(make_random(wish.seed, index), material)
      const answer = await send(wish.base, wish.token, one).catch((error: unknown) => String(error))
      report.sent += 1
      count_up(report.kinds, kind)
      // A HEAD whose head is too long is answered before anybody knows that it is a HEAD.
      if (typeof answer === 'string' && one.method === 'HEAD' && answer.includes('Parse Error')) continue
      const what = typeof answer === 'string' ? answer : judge(one, answer)
      if (typeof answer !== 'string') {
        count_up(report.statuses, answer.status)
        times[index - wish.from] = answer.ms
        report.slowest = [...report.slowest, { index, ms: answer.ms, ask: one }]
          .sort((a, b) => b.ms - a.ms)
          .slice(0, slowest_kept)
      }
      if (what === undefined) continue
      const finding = { index, kind, what, ask: one, answer: typeof answer === 'string' ? undefined : answer }
      report.findings.push(finding)
      on_finding(finding)
    }
  }
  await Promise.all(Array.from({ length: wish.lanes }, lane))
  times.sort()
  report.p99_ms = times.at(Math.floor(times.length * 0.99)) ?? 0
  report.ms = performance.now() - started
  return report
}

const short = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max)}… (${text.length})` : text

/** A finding in a few lines, enough to see it and to ask it again. */
export const words_of_finding = ({ index, kind, what, ask, answer }: Finding): string =>
  [
    `#${index} ${kind}: ${what}`,
    `  ${ask.method} ${short(ask.path, 600)} ${short(JSON.stringify(ask.headers), 300)}`,
    ...(ask.body === undefined ? [] : [`  body ${short(JSON.stringify(ask.body), 600)}`]),
    ...(answer
      ? [`  answer ${answer.status} ${Math.round(answer.ms)} ms ${short(JSON.stringify(answer.text), 400)}`]
      : []),
  ].join('\n')

/** A request that took long, in one line. */
export const words_of_slow = ({ index, ms, ask }: Report['slowest'][number]): string =>
  `  ${Math.round(ms)} ms #${index} ${ask.method} ${short(ask.path, 200)} ${short(ask.body ?? '', 200)}`
