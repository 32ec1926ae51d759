import { fold } from '../../../base/text/index.ts'

/** What somebody would call it in an address: "Huyện Sơn Động" → huyen-son-dong. */
export const id_of_name = (name: string): string =>
  fold(name)
    .trim()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
