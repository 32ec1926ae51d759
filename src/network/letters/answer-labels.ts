import type { Answers } from '../../chart/medical-record/contract.ts'
import { labels_of_words } from '../gate/index.ts'

/** Which sensitivity the words of a letter carry, whatever box they were written into. */
export const labels_of_answers = (answers: Answers): string[] =>
  labels_of_words(
    Object.values(answers)
      .flat()
      .filter((one): one is string => typeof one === 'string')
      .join('\n'),
  )
