import { Link } from 'wouter'
import { show_moment } from '../../../base/ui/index.ts'
import type { FolderHealth } from '../contract.ts'
import { HealthCard } from './card.tsx'
import { say_folder } from './problems.ts'
import { use_words } from './words.ts'

export const FolderCard = ({ folder }: { folder: FolderHealth }) => {
  const words = use_words()
  const says = say_folder(folder, words)
  return (
    <HealthCard title={words.folder} tone={folder.tone}>
      <p className="health-words">
        {says !== '' ? says : folder.written_at && words.folder_written(show_moment(folder.written_at))}
      </p>
      <Link href="/khi-ngung">{words.folder_page}</Link>
    </HealthCard>
  )
}
