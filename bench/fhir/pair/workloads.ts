import type { World } from './world.ts'
import { run_phase, type Phase, type Watched } from './phase.ts'
import { questions, type Make, type Side } from './side.ts'

export type Workload = {
  name: string
  connections: number
  /** Issue 3: the server reaches at least one part in so many of what PostgreSQL alone does. */
  at_most: number
  operations: (side: Side) => (() => Promise<void>)[]
}

const times = (count: number, make: Make): (() => Promise<void>)[] => Array.from({ length: count }, (_, n) => make(n))

/** Four of five read, as a ward does: charts, results, patients, stays; the fifth writes. */
const mixed = (side: Side, world: World): Make => {
  const parts: [number, Make][] = [
    [0.4, side.read],
    [0.6, side.ask['Observation?patient&code&_sort=-date']],
    [0.7, side.ask['Patient?identifier']],
    [0.8, side.ask['Encounter?patient&_include=practitioner']],
    [0.9, side.create],
    [1, side.update],
  ]
  return (n) => {
    const x = world.chance.next()
    return (parts.find(([to]) => x < to)?.[1] ?? side.read)(n + 100_000)
  }
}

/** @param effort scales how often each thing is asked */
export const workloads = (world: World, effort: number): Workload[] => {
  const often = (count: number): number => Math.max(40, Math.round(count * effort))
  return [
    { name: 'create', connections: 32, at_most: 4, operations: (side) => times(often(3_000), side.create) },
    { name: 'read by id', connections: 32, at_most: 4, operations: (side) => times(often(8_000), side.read) },
    { name: 'update', connections: 32, at_most: 4, operations: (side) => times(often(2_400), side.update) },
    ...questions.map((name) => ({
      ...{ name, connections: 32, at_most: 5 },
      operations: (side: Side) => times(often(1_500), side.ask[name]),
    })),
    {
      name: 'Patient/$everything',
      connections: 8,
      at_most: 5,
      operations: (side) => times(often(500), side.everything),
    },
    { name: 'history of one', connections: 32, at_most: 5, operations: (side) => times(often(1_500), side.history) },
    {
      name: 'mixed, 80 % reads',
      connections: 16,
      at_most: 4,
      operations: (side) => times(often(4_000), mixed(side, world)),
    },
  ]
}

export const ingest_connections = 8

/** Loads the world and asks everything of one side. */
export const run_side = async (side: Side, world: World, effort: number, watched: Watched): Promise<Phase[]> => {
  await side.load_shared()
  const phases: Phase[] = []
  const note = (phase: Phase): void => {
    phases.push(phase)
    const { name, per_second, p95_ms, errors } = phase
    console.log(
      `${side.label}: ${name} ${Math.round(per_second)}/s, p95 ${p95_ms.toFixed(1)} ms, errors ${errors.length} ${errors[0] ?? ''}`,
    )
  }
  note(await run_phase('ingest of 60', ingest_connections, times(world.scale, side.ingest), watched))
  for (const { name, connections, operations } of workloads(world, effort))
    note(await run_phase(name, connections, operations(side), watched))
  return phases
}
