import { refusal, type DocumentIssue, type Submission } from '../../standards/documents/index.ts'
import type { Office } from './office.ts'

/**
 * What a scanner of our own house says of a letter: of one that was closed for us nobody before could look inside.
 * @throws 503 where it cannot say: the letter stays at the hub and is fetched again
 */
export const scan_parts = async ({ scan }: Pick<Office, 'scan'>, { parts }: Submission): Promise<DocumentIssue[]> => {
  const issues: DocumentIssue[] = []
  for (const { kind, title, bytes } of scan ? parts : []) {
    const found = await scan?.(bytes)
    if (found !== undefined)
      issues.push(
        refusal(
          'malware',
          'security',
          `Phần “${title}” bị bộ quét mã độc của cơ sở chặn (${found}); đừng mở, hãy báo nơi gửi`,
          kind,
        ),
      )
  }
  return issues
}
