import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron } from 'playwright-core'
import { startBenchApp } from '../app/bench-app.ts'
import { processesOf, type AppProcess } from '../app/processes.ts'
import { makeProfile, type BenchProfile } from '../app/profile.ts'
import { typeAndWatch } from '../app/typing.ts'
import { launchOf, projectRoot } from '../../runtime/launch.ts'
import { median, type Report } from '../table.ts'
import { checkStore, firstLook, isComplete, openingTime, type World } from '../world.ts'

const quietMs = 15_000

/** What all processes hold at rest, above an empty window of the same Electron, and the most that the mailroom ever held. */
export async function benchMemory(world: World): Promise<Report> {
  const { made, rounds, say } = world
  const empty: number[] = []
  const welcome: number[] = []
  const afterSync: number[] = []
  const afterStart: number[] = []
  const peak: number[] = []
  const peakSmall: number[] = []
  const rendererPeak: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    empty.push(await emptyWindow(world))
    const nobody = makeProfile(null)
    const first = await startBenchApp(world.machine, nobody, { now: openingTime })
    try {
      welcome.push(sum(await atRest(first.pid)))
    } finally {
      await first.close()
      nobody.remove()
    }
    if (world.small !== null) {
      const other = makeProfile(world.small.dovecot.port)
      try {
        peakSmall.push(peakOf(await afterFirstSync({ ...world, ...world.small }, other), 'mailroom'))
      } finally {
        other.remove()
      }
    }
    const profile = makeProfile(world.dovecot.port)
    try {
      const synced = await afterFirstSync(world, profile)
      afterSync.push(sum(synced))
      peak.push(peakOf(synced, 'mailroom'))
      rendererPeak.push(peakOf(synced, 'renderer'))
      const again = await startBenchApp(world.machine, profile, { now: openingTime + 3_600_000 })
      try {
        await again.until((notes) => firstLook(notes, (look) => isComplete(world, look)), 'idle again')
        // Once asked, the index is loaded.
        await typeAndWatch(again, ['commande'])
        const members = await atRest(again.pid)
        afterStart.push(sum(members))
        say(
          `Round ${round + 1}: ${members.map(({ kind, pssMiB }) => `${kind} ${Math.round(pssMiB)}`).join(', ')} MiB; empty ${Math.round(empty[round] ?? 0)}`,
        )
      } finally {
        await again.close()
      }
    } finally {
      profile.remove()
    }
  }
  return {
    title: `Memory with ${made.messages} messages`,
    notes: [
      `Sum of PSS of all processes, ${quietMs / 1000} s after everything has come to rest. The mailroom is the process that syncs; its peak is the most it held during a first sync.`,
    ],
    lines: [
      { what: 'an empty window of this Electron', unit: 'MiB', figures: empty },
      { what: 'the welcome screen', unit: 'MiB', figures: welcome },
      { what: 'at rest after the first sync', unit: 'MiB', figures: afterSync },
      { what: 'at rest after a start with a full store and a search', unit: 'MiB', figures: afterStart },
      { what: 'peak of the mailroom (RSS)', unit: 'MiB', figures: peak },
      { what: `peak of the mailroom with ${world.small?.made.messages ?? 0} messages (RSS)`, unit: 'MiB', figures: peakSmall },
      { what: 'peak of the window with its workers (RSS)', unit: 'MiB', figures: rendererPeak },
    ],
    ratios: [
      { what: 'at rest after a start, above an empty window, MiB', value: median(afterStart) - median(empty), must: 150 },
      { what: 'at rest after the first sync, above an empty window, MiB', value: median(afterSync) - median(empty) },
      {
        what: `peak of the mailroom / the same with ${world.small?.made.messages ?? 0} messages`,
        value: median(peak) / median(peakSmall),
        must: 1.2,
      },
    ],
  }
}

/** All processes at rest after a first sync into a new profile. */
async function afterFirstSync(world: World, profile: BenchProfile): Promise<AppProcess[]> {
  const app = await startBenchApp(world.machine, profile, { now: openingTime })
  try {
    await app.until((notes) => firstLook(notes, (look) => isComplete(world, look)), 'complete sync')
    const members = await atRest(app.pid)
    await checkStore(world, app)
    return members
  } finally {
    await app.close()
  }
}

function peakOf(members: readonly AppProcess[], kind: AppProcess['kind']): number {
  return Math.max(...members.filter((member) => member.kind === kind).map(({ peakRssMiB }) => peakRssMiB))
}

async function atRest(pid: number): Promise<AppProcess[]> {
  await delay(quietMs)
  return processesOf(pid)
}

function sum(members: readonly AppProcess[]): number {
  return members.reduce((total, { pssMiB }) => total + pssMiB, 0)
}

async function emptyWindow({ machine }: World): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-empty-'))
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', productName: 'Empty', version: '1.0.0', main: 'main.cjs' }),
  )
  writeFileSync(
    path.join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron')
app.setPath('userData', ${JSON.stringify(path.join(folder, 'profile'))})
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('about:blank'))
`,
  )
  const { executable, args, env } = launchOf(machine.runtime, machine.display)
  // The same command with another app: the runtime of the fallback gets it by a variable, Electron as its last word.
  const electron = await _electron.launch({
    executablePath: executable,
    args: args.map((word) => (word === projectRoot ? folder : word)),
    env: { ...env, ...(env['COMPTOIR_APP'] === undefined ? {} : { COMPTOIR_APP: folder }) },
    timeout: 60_000,
  })
  try {
    await electron.firstWindow()
    return sum(await atRest(electron.process().pid ?? 0))
  } finally {
    await electron.close().catch(() => {})
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
