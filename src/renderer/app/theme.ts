import { createTheme } from '@mantine/core'

/** Quiet looks: the system's font, one accent, small radii. Colours with a meaning are in ui/tokens.css. */
export const theme = createTheme({
  fontFamily: "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
  primaryColor: 'counter',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 6,
  respectReducedMotion: true,
  colors: {
    counter: ['#eaf5f5', '#d5e8e8', '#a9d0d1', '#7ab8ba', '#55a3a6', '#3d9699', '#2f9093', '#0f5f66', '#0d5259', '#08474e'],
  },
})
