const name_length_max = 200

/** A path below the place where a package is unpacked, written one way only. @returns what is wrong with it */
export const name_problem = (name: string): string | undefined => {
  if (name === '' || name.length > name_length_max) return 'tên trống hoặc quá dài'
  if ([...name].some((letter) => letter < ' ' || letter === '\u007f' || '\\:*?"<>|'.includes(letter)))
    return 'tên có ký tự không được dùng'
  if (name.startsWith('/')) return 'đường dẫn tuyệt đối'
  const steps = name.split('/')
  if (steps.some((step) => step === '..' || step === '.')) return 'đường dẫn đi ra ngoài gói'
  return steps.includes('') ? 'đường dẫn không rõ ràng' : undefined
}

/** Two names that one file system or another takes for the same. */
export const folded_name = (name: string): string => name.normalize('NFC').toLowerCase()
