import type { DesktopCalls, DesktopEvents } from './desktop.ts'

/** The bridge's names apart from its schemas, so that preload stays small; the types keep the two lists equal. */
const calls: Readonly<Record<keyof DesktopCalls, true>> = {
  boot: true,
  requestMailPort: true,
  startDemo: true,
  leaveDemo: true,
  discover: true,
  connect: true,
  givePassword: true,
  forgetAccount: true,
  openLink: true,
  saveFile: true,
  copyText: true,
  countKept: true,
  hasRoom: true,
  exportKept: true,
  reload: true,
  renewStore: true,
  setLooks: true,
  readyToQuit: true,
  setDueCount: true,
}

const events: Readonly<Record<keyof DesktopEvents, true>> = { menuCommand: true, quitting: true, mailroomRestarted: true, resumed: true }

export const bridgeCallNames: readonly string[] = Object.keys(calls)
export const bridgeEventNames: readonly string[] = Object.keys(events)
