import { ActionIcon, SegmentedControl } from '@mantine/core'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs'
import IconRewindBackward10 from '@tabler/icons-react/dist/esm/icons/IconRewindBackward10.mjs'
import IconRewindForward10 from '@tabler/icons-react/dist/esm/icons/IconRewindForward10.mjs'
import { useRef, useState } from 'react'
import css from './audio-player.module.css'
import { latinKey } from './keys.ts'
import { useStored } from './storage.ts'
import { useKitTexts } from './use-kit-texts.ts'

const SPEEDS = [1, 1.25, 1.5, 2]
const STEP_S = 10
const SMALL_STEP_S = 3

/** 75 → '1:15' */
function clock(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/**
 * Plays a recording. Keys while it has the focus: space plays and stops, arrows go 10 seconds (3 with Shift), up and down change the
 * speed, Home and digits go to a place.
 */
export function AudioPlayer({
  url,
  label,
  seconds,
}: {
  url: string
  /** What is heard, for screen readers. */
  label?: string
  seconds?: number | null | undefined
}) {
  const { player: texts } = useKitTexts()
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(seconds ?? 0)
  const [isBroken, setBroken] = useState(false)
  const [speed, setSpeed] = useStored('player.speed', 1)

  const toggle = () => {
    const element = audio.current
    if (!element) return
    element.playbackRate = speed
    if (element.paused) element.play().catch(() => setBroken(true))
    else element.pause()
  }
  const seek = (to: number) => {
    const element = audio.current
    if (!element) return
    element.currentTime = Math.max(0, Math.min(length || Number.MAX_SAFE_INTEGER, to))
    setAt(element.currentTime)
  }
  const hurry = (to: number) => {
    setSpeed(to)
    if (audio.current) audio.current.playbackRate = to
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return
    const step = event.shiftKey ? SMALL_STEP_S : STEP_S
    const faster = SPEEDS[Math.min(SPEEDS.length - 1, SPEEDS.indexOf(speed) + 1)] ?? 1
    const slower = SPEEDS[Math.max(0, SPEEDS.indexOf(speed) - 1)] ?? 1
    const keys: Record<string, () => void> = {
      ' ': toggle,
      k: toggle,
      ArrowLeft: () => seek(at - step),
      ArrowRight: () => seek(at + step),
      ArrowUp: () => hurry(faster),
      ArrowDown: () => hurry(slower),
      Home: () => seek(0),
    }
    const key = latinKey(event)
    const work = /^\d$/.test(key) ? () => seek((Number(key) / 10) * length) : keys[key]
    if (!work) return
    event.preventDefault()
    event.stopPropagation()
    work()
  }

  return (
    // The group takes the focus as a whole, like the player of a browser.
    <div
      className={css.player}
      role="group"
      aria-label={label ?? texts.title}
      tabIndex={0}
      onKeyDown={onKey}
      title={texts.keys}
    >
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => setLength(event.currentTarget.duration)}
        onError={() => setBroken(true)}
      >
        <track kind="captions" />
      </audio>
      {isBroken ? (
        <p className={css.broken} role="alert">
          {texts.broken}{' '}
          <a href={url} target="_blank" rel="noreferrer noopener">
            {texts.open}
          </a>
        </p>
      ) : (
        <>
          <ActionIcon aria-label={texts.back} onClick={() => seek(at - STEP_S)}>
            <IconRewindBackward10 size={18} stroke={1.5} />
          </ActionIcon>
          <ActionIcon variant="light" color="brand" aria-label={isPlaying ? texts.pause : texts.play} onClick={toggle}>
            {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
          </ActionIcon>
          <ActionIcon aria-label={texts.forward} onClick={() => seek(at + STEP_S)}>
            <IconRewindForward10 size={18} stroke={1.5} />
          </ActionIcon>
          <input
            className={css.line}
            type="range"
            min={0}
            max={Math.max(1, Math.floor(length))}
            value={Math.floor(at)}
            aria-label={texts.place}
            aria-valuetext={`${clock(at)} / ${clock(length)}`}
            onChange={(event) => seek(Number(event.currentTarget.value))}
          />
          <span className={css.time}>{`${clock(at)} / ${clock(length)}`}</span>
          <SegmentedControl
            aria-label={texts.speed}
            data={SPEEDS.map((one) => ({ value: String(one), label: `${String(one).replace('.', ',')}×` }))}
            value={String(speed)}
            onChange={(one) => hurry(Number(one))}
          />
        </>
      )}
    </div>
  )
}
