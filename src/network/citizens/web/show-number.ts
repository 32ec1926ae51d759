import { system_name } from '../../mailbox/web/system-name.ts'

/** A number as people say it: CCCD 024…; of a facility its own code. */
export const show_number = ({ system, value }: { system: string; value: string }): string =>
  `${system_name(system)} ${value}`
