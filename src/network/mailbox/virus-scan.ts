import { fail, type Issue } from '../../base/outcome/index.ts'
import { find_malware, type ScannerSetting } from '../../platform/malware/index.ts'
import type { Submission } from '../../standards/documents/index.ts'

/** Asks the scanner about every part. What a sender encrypted for its receiver is opened, and scanned, there. */
export const create_virus_scan =
  (setting: ScannerSetting) =>
  async ({ parts }: Submission): Promise<Issue[]> => {
    const issues: Issue[] = []
    for (const { kind, title, bytes } of parts) {
      const found = await find_malware(setting, bytes)
      if (found !== undefined)
        issues.push({
          ...{ severity: 'error', code: 'security', expression: kind },
          message: `Phần “${title}” bị bộ quét mã độc của trục chặn (${found}); kiểm tra máy đã xuất tệp này rồi gửi bản sạch`,
        })
    }
    return issues
  }

/** Asks it about one file that is no part of a letter. @throws 422 with what it found, 503 where it cannot say */
export const create_file_scan =
  (setting: ScannerSetting) =>
  async (name: string, bytes: Uint8Array): Promise<void> => {
    const found = await find_malware(setting, bytes)
    if (found !== undefined)
      throw fail.many(422, [
        {
          ...{ severity: 'error', code: 'security', expression: 'file' },
          message: `Tệp “${name.slice(0, 100)}” bị bộ quét mã độc của trục chặn (${found}); kiểm tra máy đã tạo tệp này rồi gửi bản sạch`,
        },
      ])
  }
