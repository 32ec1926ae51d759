export { folder_names, open_folders, type Folders } from './folders.ts'
export { sweep_folder, type Swept } from './sweep.ts'
