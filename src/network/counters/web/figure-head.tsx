import { use_language } from '../../../base/ui/index.ts'
import type { FigureName } from '../contract.ts'
import { explain_figure, say_figure } from './say.ts'

/** Head of a column of numbers; what exactly it counts stands in its tooltip and on the page of definitions. */
export const FigureHead = ({ name, className }: { name: FigureName; className?: string }) => {
  const { language } = use_language()
  return (
    <th scope="col" className={className}>
      <abbr title={explain_figure(language, name)}>{say_figure(language, name)}</abbr>
    </th>
  )
}
