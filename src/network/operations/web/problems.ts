import { show_moment } from '../../../base/ui/index.ts'
import type { Health, Tone } from '../contract.ts'
import { age_of, say_bytes, say_span } from './say.ts'
import type { HealthWords } from './words.ts'

export type Problem = { tone: Tone; says: string }

const hour_ms = 3_600_000

const of_backup = ({ backup }: Health, words: HealthWords): Problem[] => {
  const { settings, key, age_h, runs, tone } = backup
  if (!settings) return [{ tone, says: `${words.backup_unset} ${words.backup_unset_how}` }]
  if (!key) return [{ tone: 'bad', says: words.backup_no_key }]
  const found: Problem[] = []
  if (age_h === null) found.push({ tone: 'bad', says: words.backup_none })
  else if (age_h > settings.red_after_h) {
    const [age, limit] = [age_h, settings.red_after_h].map((hours) => say_span(hours * hour_ms, words))
    found.push({ tone: 'bad', says: words.backup_old(age ?? '', limit ?? '') })
  }
  const [newest] = runs
  if (newest?.state === 'failed')
    found.push({
      tone: tone === 'bad' ? 'bad' : 'warn',
      says: words.backup_failed(show_moment(newest.started_at), newest.says),
    })
  const second = runs.find(({ state }) => state === 'done')?.second ?? ''
  if (second !== '' && second !== 'done') found.push({ tone: 'warn', says: words.second_failed(second) })
  return found
}

const of_drill = ({ drill }: Health, words: HealthWords): Problem[] => {
  const [last] = drill.drills
  if (drill.tone === 'good') return []
  if (!last) return [{ tone: drill.tone, says: words.drill_none }]
  if (!last.passed) return [{ tone: 'bad', says: words.drill_failed(show_moment(last.at)) }]
  return [{ tone: drill.tone, says: words.drill_old(drill.age_days ?? 0, drill.due_days) }]
}

const of_room = ({ room, database }: Health, words: HealthWords): Problem[] => [
  ...(database.pending > 0 ? [{ tone: 'bad' as const, says: words.pending(database.pending) }] : []),
  ...(room.disk && room.tone !== 'good' ? [{ tone: room.tone, says: words.disk_low(say_bytes(room.disk.free)) }] : []),
]

/** In words; '' where nothing is to be done. */
export const say_folder = (folder: NonNullable<Health['folder']>, words: HealthWords): string => {
  if (!folder.is_set) return words.folder_unset
  if (folder.problem !== '') return words.folder_problem(folder.problem)
  if (!folder.written_at) return words.folder_never
  if (folder.tone === 'bad') return words.folder_old(age_of(folder.written_at, words))
  return folder.has_list ? '' : words.folder_no_list
}

const of_folder = ({ folder }: Health, words: HealthWords): Problem[] => {
  const says = folder ? say_folder(folder, words) : ''
  return folder && says !== '' ? [{ tone: folder.tone, says }] : []
}

/** How a newer package comes in: by itself at its hour, or by a person. */
export const say_how = ({ newer, auto_hour }: NonNullable<Health['update']>, words: HealthWords): string =>
  auto_hour === null ? words.newer_by_hand(newer?.path ?? '') : words.newer_at(auto_hour)

const of_update = ({ update }: Health, words: HealthWords): Problem[] => {
  if (!update) return []
  const [last] = update.lines
  const failed = last && last.result !== 'done' ? last : undefined
  const { newer, problem } = update
  return [
    ...(failed
      ? [
          {
            tone: failed.result === 'stuck' ? ('bad' as const) : ('warn' as const),
            says: words.update_failed(failed.to, words.update_results[failed.result], failed.says),
          },
        ]
      : []),
    ...(newer ? [{ tone: 'warn' as const, says: words.newer_waits(newer.version, say_how(update, words)) }] : []),
    ...(problem === '' ? [] : [{ tone: 'warn' as const, says: words.newer_problem(problem) }]),
  ]
}

const of_rest = (health: Health, words: HealthWords): Problem[] => {
  const { queues, certificates, clock, faults, workstations } = health
  const slow = queues.filter(({ tone }) => tone === 'warn' || tone === 'bad')
  const ending = certificates.filter(({ tone }) => tone === 'warn' || tone === 'bad')
  const off = Math.max(Math.abs(clock.database_ms ?? 0), Math.abs(clock.hub_ms ?? 0))
  const old = workstations.filter(({ is_old }) => is_old).reduce((sum, { count }) => sum + count, 0)
  return [
    ...slow.map(({ tone, name, count, oldest_at, says }) => ({
      tone,
      says: words.queue_slow(words.queue_names[name], count, oldest_at ? age_of(oldest_at, words) : '–', says),
    })),
    ...ending.map(({ tone, what, ends_at }) => ({
      ...{
        tone,
        says: words.certificate_ends(words.certificate_names[what], ends_at ? show_moment(ends_at).slice(0, 10) : '–'),
      },
    })),
    ...(clock.tone === 'warn' || clock.tone === 'bad'
      ? [{ tone: clock.tone, says: words.clock_off(say_span(off, words)) }]
      : []),
    ...(faults.tone === 'good' ? [] : [{ tone: faults.tone, says: words.faults_some(faults.day_count) }]),
    ...(old > 0 ? [{ tone: 'warn' as const, says: words.workstations_old(old) }] : []),
  ]
}

/** What somebody has to do, in sentences, what cannot wait first. */
export const list_problems = (health: Health, words: HealthWords): Problem[] =>
  [of_backup, of_drill, of_folder, of_room, of_update, of_rest]
    .flatMap((part) => part(health, words))
    .sort((one, other) => Number(other.tone === 'bad') - Number(one.tone === 'bad'))
