/** Whatever goes wrong while reading strangers' bytes becomes one clear refusal, never a crash. */

import { Failure } from '../../base/outcome/index.ts'

export const guarded = <T>(otherwise: () => Failure, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw error instanceof Failure ? error : otherwise()
  }
}
