import { asked_codes, type World } from './world.ts'

/** The arguments of every operation, in one order for both sides: the n-th question is the same question. */
export type Questioner = {
  patient(): number
  given(): string
  code(): string
  diagnosis(): string
  observation(): { p: number; place: number; code: string; at_ms: number }
  place(): number
  /** Strides through all observations, so that no two updates in flight meet on one. */
  to_update(n: number): { p: number; place: number }
  amount(): number
}

const stride = 7_919

export const ask_about = (world: World): Questioner => {
  const { chance } = world
  const patient = (): number => chance.int(0, world.scale - 1)
  const givens = [...world.by_given].filter(([, set]) => set.size > 0).map(([given]) => given)
  const diagnoses = [...world.by_diagnosis].filter(([, count]) => count > 0).map(([code]) => code)
  const per_patient = world.facts(0).observations.length
  return {
    patient,
    given: () => chance.pick(givens),
    code: () => chance.pick(asked_codes),
    diagnosis: () => chance.pick(diagnoses),
    observation() {
      const p = patient()
      return { p, ...chance.pick(world.facts(p).observations) }
    },
    place: () => chance.int(0, world.types.length - 1),
    to_update(n) {
      const i = (n * stride) % (world.scale * per_patient)
      const p = Math.floor(i / per_patient)
      return { p, place: world.facts(p).observations[i % per_patient]?.place ?? 0 }
    },
    amount: () => chance.int(60, 180),
  }
}
