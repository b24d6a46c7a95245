// In this order: tokens.css declares the layers, then Mantine in its layer, then what overrides it.
import './tokens.css';
import './fonts.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './mantine.css';
