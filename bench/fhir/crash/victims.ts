import type { Process } from './processes.ts'

/**
 * Who is killed. everything: as when the power goes; programs: PostgreSQL stays behind; launcher: its server and its
 * PostgreSQL stay behind; server: the process that answers; database: PostgreSQL with all its processes; postmaster: its
 * first process only, as the kernel's out-of-memory killer does, its others still run for a moment; primary: of several
 * processes that serve the one that started them; worker: one of them, the others go on.
 */
export const victims = [
  'everything',
  'programs',
  'worker',
  'launcher',
  'server',
  'database',
  'primary',
  'postmaster',
] as const
export type Victim = (typeof victims)[number]

export const is_postgres = ({ name }: Process): boolean => name === 'postgres'

export const chosen = (victim: Victim, family: Process[]): Process[] => {
  const [launcher] = family
  const by_launcher = family.filter(({ parent }) => parent === launcher?.pid)
  const programs = family.filter((one) => !is_postgres(one))
  const [primary, ...workers] = programs.slice(1)
  const of_one = (one: Process | undefined): Process[] => (one ? [one] : [])
  const choice: Record<Victim, Process[]> = {
    everything: family,
    programs,
    launcher: family.slice(0, 1),
    server: programs.slice(1),
    database: family.filter(is_postgres),
    postmaster: by_launcher.filter(is_postgres),
    primary: of_one(primary),
    worker: of_one(workers[0] ?? primary),
  }
  return choice[victim]
}
