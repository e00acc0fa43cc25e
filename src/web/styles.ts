// The order matters: tokens declare the layers, Mantine fills its own, ours come last and win.
import './kit/tokens.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@fontsource-variable/golos-text'
import './kit/base.css'
import './kit/print.css'
