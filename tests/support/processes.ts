import { readFileSync } from 'node:fs'
import { killHard, processTree, type App } from './app.ts'
import { until } from './node-shop.ts'

/** The app's processes as the system sees them. */
export type ProcessKind = 'main' | 'renderer' | 'mailroom' | 'gpu' | 'network'

const marks: Readonly<Record<Exclude<ProcessKind, 'main'>, string>> = {
  renderer: '--type=renderer',
  mailroom: '--utility-sub-type=node.mojom.NodeService',
  gpu: '--type=gpu-process',
  network: '--utility-sub-type=network.mojom.NetworkService',
}

/** Ids of the app's processes of one kind, found from outside by their command lines (Linux). */
export function processesOf(app: App, kind: ProcessKind): number[] {
  const main = app.electron.process().pid ?? 0
  return kind === 'main' ? [main] : processTree(main).filter((pid) => readProcess(pid, 'cmdline').includes(marks[kind]))
}

/** Ends the processes of one kind with kill -9; resolves when the system no longer has them. */
export async function killProcesses(app: App, kind: ProcessKind): Promise<void> {
  if (kind === 'main') {
    await app.kill()
    return
  }
  const pids = processesOf(app, kind)
  if (pids.length === 0) throw new Error(`the app has no ${kind} process`)
  for (const pid of pids) killHard(pid)
  await until(() => pids.every((pid) => !/^State:\s+[^ZX]/m.test(readProcess(pid, 'status'))))
}

/** What the system tells of a process: empty when it has ended. */
export function readProcess(pid: number, what: 'cmdline' | 'environ' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch {
    return ''
  }
}
