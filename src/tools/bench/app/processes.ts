import { readdirSync, readFileSync } from 'node:fs'

/** One process of the app, as Linux knows it; memory in MiB. */
export type AppProcess = {
  readonly pid: number
  readonly kind: 'main' | 'renderer' | 'mailroom' | 'other'
  /** Its fair share: shared pages are split between those that share them. */
  readonly pssMiB: number
  /** The most it ever held. */
  readonly peakRssMiB: number
}

/** All processes of the app whose main one is `pid`. */
export function processesOf(pid: number): AppProcess[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${entry}/status`))?.[1]
    if (parent !== undefined) parents.set(Number(entry), Number(parent))
  }
  const members = [pid]
  for (const member of members) {
    for (const [child, parent] of parents) if (parent === member) members.push(child)
  }
  return members.map((member) => ({
    pid: member,
    kind: member === pid ? 'main' : kindOf(read(`/proc/${member}/cmdline`)),
    pssMiB: Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${member}/smaps_rollup`))?.[1] ?? 0) / 1024,
    peakRssMiB: Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${member}/status`))?.[1] ?? 0) / 1024,
  }))
}

/** Processor time so far of each thread of a process, ms, by thread id; `name` is what the thread calls itself. */
export function threadsOf(pid: number): { id: number; name: string; cpuMs: number }[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((id) => {
    const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(read(`/proc/${pid}/task/${id}/stat`)) ?? []
    if (name === undefined || rest === undefined) return []
    const fields = rest.split(' ').map(Number)
    // Fields 14 and 15 of proc(5), in hundredths of a second; the first two are cut off above.
    return [{ id: Number(id), name, cpuMs: ((fields[11] ?? 0) + (fields[12] ?? 0)) * 10 }]
  })
}

function kindOf(commandLine: string): AppProcess['kind'] {
  if (commandLine.includes('--type=renderer')) return 'renderer'
  return commandLine.includes('node.mojom.NodeService') ? 'mailroom' : 'other'
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
